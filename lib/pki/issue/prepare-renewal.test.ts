import { generateKeyPairSync } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { builtIn } from "../templates/built-in.ts";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { isFailure } from "../failure.ts";
import { algorithmLike } from "../keys/key-algorithm.ts";
import { readPublicKeyFacts } from "../keys/public-key.ts";
import { signerOf } from "../keys/signer.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { parseGeneralNameText } from "../x509/general-name-text.ts";
import { issue } from "./issue.ts";
import { prepareRenewal, prepareSelfSigned } from "./prepare.ts";
import { carriedExtensions } from "./renewed-extensions.ts";

/** OpenSSL makes what is renewed, with extensions that no profile of ours has, and reads what became of it. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
const at = (name: string): string => folder.path(name);
const now = new Date();
const serialNumber = new Uint8Array(16).fill(0x5b);
const rootKey = signerOf(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
const root = readCertificate(
  issue(
    prepareSelfSigned({
      subject: { CN: "Root", O: "Example Inc" },
      names: [],
      spki: rootKey.spki,
      template: builtIn["root-ca"],
      days: 3650,
      now,
      serialNumber,
    }),
    rootKey,
  ),
);

/** A certificate that signs itself, with a subject in an order of its own and these extensions. */
function former(...extensions: string[]): Certificate {
  folder.write(
    "cnf",
    Buffer.from(
      `[req]\ndistinguished_name=d\nprompt=no\nstring_mask=utf8only\n[d]\nO=Example Inc\nCN=web.example.com\nC=KR\n0.OU=둘째 부서\n[x]\n${extensions.join("\n")}\n[dir]\nO=Acme\n[names]\nDNS.1=web.example.com\nIP.1=192.0.2.7\ndirName.1=dir\n[limits]\npermitted;DNS.0=example.com\n`,
    ),
  );
  openssl(
    `req -x509 -newkey rsa:2048 -nodes -keyout ${at("k")} -out ${at("former.crt")} -days 90 -config ${at("cnf")} -extensions x -utf8`,
  );
  return readCertificate(octets("openssl", ["x509", "-in", at("former.crt"), "-outform", "DER"]));
}

function renewed(certificate: Certificate, added: string[] = []): string {
  const key = signerOf(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
  const prepared = prepareRenewal({
    former: certificate,
    issuer: root,
    spki: key.spki,
    added: added.map(parseGeneralNameText),
    days: 365,
    now,
    serialNumber: new Uint8Array(16).fill(0x5c),
  });
  folder.write("new.der", issue(prepared, rootKey));
  folder.write("root.der", root.der);
  openssl(`x509 -inform DER -in ${at("root.der")} -out ${at("root.pem")}`);
  openssl(`x509 -inform DER -in ${at("new.der")} -out ${at("new.pem")}`);
  return openssl(`x509 -in ${at("new.pem")} -noout -text -nameopt RFC2253`);
}

/** The lines of each extension in OpenSSL's text, but for the key identifiers. */
function extensionsIn(text: string): string[] {
  const [, body = ""] = /X509v3 extensions:\n([\s\S]*?)\n {4}Signature Algorithm/.exec(text) ?? [];
  return body
    .split(/\n(?= {12}\S)/)
    .filter((each) => !/Key Identifier/.test(each))
    .map((each) => each.replace(/\s+/g, " ").trim());
}

const server = [
  "basicConstraints=critical,CA:FALSE",
  "keyUsage=critical,digitalSignature,keyEncipherment,keyAgreement",
  "extendedKeyUsage=serverAuth,1.3.6.1.4.1.311.20.2.2",
  "subjectAltName=@names",
  "certificatePolicies=1.2.3.4",
  "tlsfeature=status_request",
];

describe("a renewal", () => {
  it("has the very subject and what the extensions say of the holder, and OpenSSL trusts it", () => {
    const before = former(...server);
    const text = renewed(before);
    const old = openssl(`x509 -in ${at("former.crt")} -noout -text -nameopt RFC2253`);
    expect(extensionsIn(text)).toEqual(extensionsIn(old));
    expect(extensionsIn(text)).toHaveLength(server.length);
    const subject = (from: string) => openssl(`x509 -in ${from} -noout -subject -nameopt sep_multiline,show_type`);
    expect(subject(at("new.pem"))).toBe(subject(at("former.crt")));
    expect(openssl(`verify -CAfile ${at("root.pem")} ${at("new.pem")}`)).toContain("OK");
  });

  it("adds a name behind those that were there, and writes a list where there was none", () => {
    expect(extensionsIn(renewed(former(...server), ["call.example.com"])).join("\n")).toMatch(
      /DNS:web\.example\.com, IP Address:192\.0\.2\.7, DirName:.*Acme, DNS:call\.example\.com/,
    );
    expect(extensionsIn(renewed(former("keyUsage=digitalSignature"), ["call.example.com"]))).toEqual([
      "X509v3 Basic Constraints: critical CA:FALSE",
      "X509v3 Key Usage: critical Digital Signature",
      "X509v3 Subject Alternative Name: DNS:call.example.com",
    ]);
  });

  it("keeps an authority an authority, within the names that it was limited to", () => {
    const before = former(
      "basicConstraints=critical,CA:TRUE,pathlen:0",
      "keyUsage=critical,keyCertSign,cRLSign",
      "nameConstraints=critical,@limits",
    );
    const text = extensionsIn(renewed(before)).join("\n");
    expect(text).toContain("CA:TRUE, pathlen:0");
    expect(text).toMatch(/Name Constraints: critical Permitted: DNS:example\.com/);
  });

  it("leaves out where another issuer publishes, says so, and keeps it below the same one", () => {
    const before = former(...server, "crlDistributionPoints=URI:http://crl.example.com/a.crl");
    expect(carriedExtensions(before, false).leftOut).toEqual(["cRLDistributionPoints"]);
    expect(renewed(before)).not.toContain("crl.example.com");
    expect(carriedExtensions(before, true).leftOut).toEqual([]);
  });

  it("signs itself when there is no issuer", () => {
    const key = signerOf(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
    const prepared = prepareRenewal({
      former: root,
      issuer: null,
      spki: key.spki,
      added: [],
      days: 3650,
      now,
      serialNumber: new Uint8Array(16).fill(0x5d),
    });
    folder.write("root2.der", issue(prepared, key));
    openssl(`x509 -inform DER -in ${at("root2.der")} -out ${at("root2.pem")}`);
    expect(openssl(`verify -CAfile ${at("root2.pem")} ${at("root2.pem")}`)).toContain("OK");
    expect(readCertificate(folder.read("root2.der")).subject.der).toEqual(root.subject.der);
  });

  it("is refused below an issuer that has no room for an authority", () => {
    const issuer = former("basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign");
    const order = {
      former: root,
      issuer,
      spki: generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" }),
      added: [],
      days: 9,
      now: new Date(Date.now() + 5000),
      serialNumber,
    };
    const refusal = (() => {
      try {
        prepareRenewal(order);
        return "accepted";
      } catch (error) {
        return isFailure(error) ? error.code : String(error);
      }
    })();
    expect(refusal).toBe("sign.path-length-used-up");
  });
});

describe("the kind of a new key", () => {
  it.each([
    [generateKeyPairSync("rsa", { modulusLength: 1024 }), "rsa-2048"],
    [generateKeyPairSync("rsa", { modulusLength: 3072 }), "rsa-3072"],
    [generateKeyPairSync("ec", { namedCurve: "P-224" }), "p-256"],
    [generateKeyPairSync("ec", { namedCurve: "P-384" }), "p-384"],
    [generateKeyPairSync("ed25519"), "ed25519"],
    [generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 224 }), "rsa-2048"],
  ] as const)("is that of the old one or the next that we make (%#)", ({ publicKey }, wanted) => {
    const spki = publicKey.export({ type: "spki", format: "der" });
    expect(algorithmLike(readPublicKeyFacts(Uint8Array.from(spki)))).toBe(wanted);
  });
});
