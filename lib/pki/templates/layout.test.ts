import { afterAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { makeAuthority, makeKey, serial, type TestAuthority } from "../../../test/support/pki.ts";
import { writePem } from "../asn1/pem.ts";
import { addressesFor, type IssuerAddresses } from "../issue/addresses.ts";
import { issue } from "../issue/issue.ts";
import { prepareCertificate } from "../issue/prepare.ts";
import { readCertificate } from "../x509/certificate.ts";
import { readRequest, writeRequest } from "../x509/csr.ts";
import { parseGeneralNameText } from "../x509/general-name-text.ts";
import { type BuiltInTemplate, builtIn } from "./built-in.ts";
import { sidOf } from "./sid.ts";
import type { Template, TemplateRules } from "./template.ts";

/** OpenSSL reads what each template made, and refuses what a template's rule would have refused. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
const now = new Date();
const root = makeAuthority("Template Root");
const sid = "S-1-5-21-1004336348-1177238915-682003330-512";

function made(
  template: Template,
  names: readonly string[],
  by: TestAuthority = root,
  commonName = "holder",
  addresses: IssuerAddresses | null = null,
): TestAuthority {
  const key = makeKey();
  const request = readRequest(writeRequest({ CN: commonName, O: "Example" }, [], key.signer));
  const prepared = prepareCertificate({
    request,
    issuer: readCertificate(by.der),
    template,
    names: names.map(parseGeneralNameText),
    days: Math.min(30, template.rules.days.maximum),
    now,
    serialNumber: serial(),
    addresses,
    ...(template.rules.sid === undefined ? {} : { sid }),
  });
  return { ...key, der: issue(prepared, by.signer) };
}

const stored = (name: string, { der }: TestAuthority): string =>
  folder.write(`${name}.pem`, writePem("CERTIFICATE", der));
const rootFile = stored("root", root);
const text = (certificate: TestAuthority) => openssl("x509 -inform DER -noout -text", certificate.der);

describe("what a built-in template makes is fit for its purpose, to OpenSSL", () => {
  it.each<[BuiltInTemplate, string, readonly string[]]>([
    ["server", "sslserver", ["a.example.com"]],
    ["tls-server", "sslserver", ["a.example.com", "10.0.0.1"]],
    ["server-client", "sslclient", ["a.example.com"]],
    ["client", "sslclient", []],
    ["database-client", "sslclient", []],
    ["user", "sslclient", ["UPN:kim@example.com", "email:kim@example.com"]],
    ["smart-card-logon", "sslclient", ["UPN:kim@example.com"]],
    ["s-mime", "smimesign", ["email:kim@example.com"]],
    ["time-stamping", "timestampsign", []],
    ["ocsp-responder", "ocsphelper", []],
    ["code-signing", "any", []],
  ])("%s: %s", (name, purpose, names) => {
    const file = stored(name, made(builtIn[name], names));
    expect(openssl(`verify -x509_strict -purpose ${purpose} -CAfile ${rootFile} ${file}`)).toContain(": OK");
  });

  it("a time stamp's signer has its one purpose, and critical", () => {
    expect(text(made(builtIn["time-stamping"], []))).toMatch(/Extended Key Usage: critical\s+Time Stamping\s/);
  });

  it("a smart card carries the account, and it is read again", () => {
    const card = made(builtIn["smart-card-logon"], ["UPN:kim@example.com"]);
    expect(sidOf(readCertificate(card.der))).toBe(sid);
    expect(text(card)).toMatch(/Microsoft Smartcard Login/);
    const value = openssl("asn1parse -inform DER", card.der);
    expect(value).toContain(":1.3.6.1.4.1.311.25.2");
  });

  it("a responder for OCSP says that it need not be asked about", () => {
    expect(text(made(builtIn["ocsp-responder"], []))).toContain("OCSP No Check");
  });
});

describe("what the rules of a template write, as OpenSSL reads it", () => {
  const rules: TemplateRules = {
    ...builtIn.server.rules,
    policies: [
      { policy: "1.3.6.1.4.1.99999.2.4", cps: "http://pki.example.com/cps" },
      { policy: "2.23.140.1.2.1", cps: null },
    ],
    tlsFeatures: [5],
    extensions: [
      { oid: "1.3.6.1.4.1.99999.5.1", isCritical: false, value: "UTF8:자산 7" },
      { oid: "1.3.6.1.4.1.99999.5.2", isCritical: false, value: "30 03 02 01 2a" },
    ],
  };

  it("policies with their statement, the TLS feature, and extensions of one's own", () => {
    const shown = text(made({ name: "full", version: 3, rules }, ["a.example.com"]));
    expect(shown).toMatch(
      /Policy: 1\.3\.6\.1\.4\.1\.99999\.2\.4\s+CPS: http:\/\/pki\.example\.com\/cps\s+Policy: 2\.23\.140\.1\.2\.1/,
    );
    expect(shown).toMatch(/TLS Feature:\s+status_request/);
    expect(shown).toContain("1.3.6.1.4.1.99999.5.1");
    const parsed = openssl("asn1parse -inform DER", made({ name: "full", version: 3, rules }, ["a.example.com"]).der);
    expect(parsed.toLowerCase()).toContain("300302012a");
  });

  const addresses = { base: "http://pki.example.com", name: "uc root", parts: 0, hasDeltas: true };
  const published = addressesFor(addresses, serial());
  const placesBy = (publication: TemplateRules["publication"], by: IssuerAddresses | null) => {
    const template = {
      name: "places",
      version: 1,
      rules: { ...builtIn.server.rules, ...(publication === undefined ? {} : { publication }) },
    };
    const shown = text(made(template, ["a.example.com"], root, "holder", by));
    return (
      shown.match(/(?:X509v3 CRL Distribution Points|X509v3 Freshest CRL|OCSP - URI|CA Issuers - URI|URI):?\S*/g) ?? []
    );
  };

  it("what the authority publishes is said where the template does not say otherwise", () => {
    expect(placesBy(undefined, addresses)).toEqual([
      "X509v3 CRL Distribution Points:",
      `URI:${published.list}`,
      "X509v3 Freshest CRL:",
      `URI:${published.delta}`,
      `OCSP - URI:${published.ocsp}`,
      `CA Issuers - URI:${published.certificate}`,
    ]);
    expect(placesBy(undefined, null)).toEqual([]);
  });

  it("addresses of the template's own stand instead, with the places in them filled in, and some are not said at all", () => {
    const lists = ["http://mirror.example.com/{ca}.crl", "ldap://ldap.example.com/cn={ca}?certificateRevocationList"];
    expect(
      placesBy(
        {
          lists: { from: "template", addresses: lists },
          ocsp: { from: "nowhere" },
          issuer: { from: "template", addresses: ["{base}/pki/{ca}.crt"] },
        },
        addresses,
      ),
    ).toEqual([
      "X509v3 CRL Distribution Points:",
      "URI:http://mirror.example.com/uc%20root.crl",
      "URI:ldap://ldap.example.com/cn=uc%20root?certificateRevocationList",
      "CA Issuers - URI:http://pki.example.com/pki/uc%20root.crt",
    ]);
  });

  it("name constraints of an authority bind what is below: its own refusal and that of OpenSSL are one", () => {
    const limited = made(
      {
        name: "limited",
        version: 1,
        rules: {
          ...builtIn["sub-ca"].rules,
          authority: {
            pathLength: 0,
            nameConstraints: {
              permitted: ["DNS:example.com", "IP:10.20.0.0/16", "email:example.com"],
              excluded: ["DNS:secret.example.com"],
            },
          },
        },
      },
      [],
      root,
      "Limited CA",
    );
    const limitedFile = stored("limited", limited);
    expect(text(limited)).toMatch(/Name Constraints: critical/);
    const leafOf = (name: string, by: TestAuthority) => made(builtIn.server, [name], by, "leaf");
    const verdict = (name: string) => {
      // Signed past the rule: the key of the limited authority under a certificate that has no constraints.
      const unlimited = { ...limited, der: withoutConstraints(limited) };
      const leaf = stored("leaf", leafOf(name, unlimited));
      try {
        return openssl(`verify -CAfile ${rootFile} -untrusted ${limitedFile} ${leaf}`).includes(": OK");
      } catch {
        return false;
      }
    };
    for (const name of ["a.example.com", "10.20.3.4", "email:kim@example.com"]) {
      expect([name, leafOf(name, limited).der.length > 0]).toEqual([name, true]);
      expect([name, verdict(name)]).toEqual([name, true]);
    }
    for (const name of ["a.example.org", "x.secret.example.com", "10.21.0.1", "email:kim@example.org"]) {
      expect(() => leafOf(name, limited)).toThrow("sign.name-not-permitted");
      expect([name, verdict(name)]).toEqual([name, false]);
    }
  });
});

/** The same key and name, certified without constraints: what a signer that skips its own rules would use. */
function withoutConstraints({ signer }: TestAuthority): Uint8Array {
  const request = readRequest(writeRequest({ CN: "Limited CA", O: "Example" }, [], signer));
  const prepared = prepareCertificate({
    request,
    issuer: readCertificate(root.der),
    template: builtIn["sub-ca"],
    names: [],
    days: 30,
    now,
    serialNumber: serial(),
  });
  return issue(prepared, root.signer);
}
