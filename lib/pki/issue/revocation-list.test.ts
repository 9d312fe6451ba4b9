import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { make, type Made } from "../../../test/support/authority.ts";
import { run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { isCrlSignedByPkijs, readCrlByPkijs } from "../../../test/support/pkijs.ts";
import { contextConstructed, contextPrimitive } from "../asn1/der.ts";
import { encode, writeIa5String, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import { writePem } from "../asn1/pem.ts";
import { isFailure } from "../failure.ts";
import { signerOf } from "../keys/signer.ts";
import { crlFactsOf } from "../path/crl-facts.ts";
import { readCrl } from "../x509/crl.ts";
import { type ListedCertificate, type ListOrder, signRevocationList, writeListEntries } from "./revocation-list.ts";

/** Lists of our own, as OpenSSL, GnuTLS, Java and pkijs read them. */

const folder = temporaryFolder();
afterAll(() => folder.remove());

const day = 86_400_000;
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const life = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + 300 * day) };
const root = make({ subject: { CN: "Lists Root" }, isCa: true, ...life });
const point = "http://pki.example.com/crl/lists-root/3.crl";
const distributionPoint = (uri: string) => ({
  oid: Oid.cRLDistributionPoints,
  critical: false,
  value: writeSequence(
    writeSequence(
      encode(contextConstructed(0), encode(contextConstructed(0), writeIa5String(uri, contextPrimitive(6)))),
    ),
  ),
});
const issuing = make({ subject: { CN: "Lists Issuing" }, issuer: root, isCa: true, ...life });
const leaf = (CN: string, extensions: Parameters<typeof make>[0]["extensions"] = []) =>
  make({ subject: { CN }, issuer: issuing, extensions, ...life });
const [lost, kept] = [leaf("lost"), leaf("kept")];
const [lostOfPart, keptOfPart] = [leaf("lost", [distributionPoint(point)]), leaf("kept", [distributionPoint(point)])];

const entry = ({ certificate }: Made, change: Partial<ListedCertificate> = {}): ListedCertificate => ({
  serialNumber: certificate.serialNumber,
  at: now,
  reason: "unspecified",
  invalidityDate: null,
  ...change,
});
const list = (issuer: Made, entries: readonly ListedCertificate[], change: Partial<ListOrder> = {}): Uint8Array =>
  signRevocationList(
    {
      issuer: issuer.certificate,
      number: 7,
      now,
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + 7 * day),
      entries: [writeListEntries(entries)],
      ...change,
    },
    signerOf(issuer.privateKey),
  );
const pem = (name: string, ...ders: readonly Uint8Array[]) =>
  folder.write(name, ders.map((der) => writePem("X509 CRL", der)).join(""));
const certificate = (name: string, ...made: readonly Made[]) =>
  folder.write(name, made.map(({ der }) => writePem("CERTIFICATE", der)).join(""));

/** What `openssl verify` says of a certificate below the issuing authority, with these lists. */
function verify(of: Made, lists: string, ...options: readonly string[]): string {
  const words = ["verify", "-x509_strict", "-crl_check_all", "-CAfile", folder.path("root.pem")];
  const files = ["-untrusted", folder.path("issuing.pem"), "-CRLfile", lists, certificate("leaf.pem", of)];
  try {
    return run("openssl", [...words, ...options, ...files]);
  } catch (error) {
    return String((error as { stderr?: string }).stderr);
  }
}

beforeAll(() => {
  certificate("root.pem", root);
  certificate("issuing.pem", issuing);
});

describe("a list of our own", () => {
  const full = () =>
    list(issuing, [entry(lost, { reason: "keyCompromise", invalidityDate: new Date(now.getTime() - day) })]);

  it("revokes what it names for OpenSSL, with a list of every level, and nothing else", () => {
    const lists = pem("all.crl", list(root, []), full());
    expect(verify(lost, lists)).toMatch(/error 23 at 0 depth lookup: certificate revoked/);
    expect(verify(kept, lists)).toMatch(/: OK\n$/);
    expect(verify(kept, pem("one.crl", full()))).toMatch(/error 3 at 1 depth lookup: unable to get certificate CRL/);
  });

  it("takes a whole authority away by the list of the one above", () => {
    const lists = pem("above.crl", list(root, [entry(issuing, { reason: "cACompromise" })]), list(issuing, []));
    expect(verify(kept, lists)).toMatch(/error 23 at 1 depth lookup: certificate revoked/);
  });

  it("has what RFC 5280 wants of a list, in the words of OpenSSL", () => {
    const text = run("openssl", ["crl", "-noout", "-text", "-in", pem("text.crl", full())]);
    expect(text).toMatch(/Version 2 \(0x1\)/);
    expect(text).toMatch(/Issuer: CN = Lists Issuing/);
    expect(text).toMatch(/X509v3 Authority Key Identifier: \n\s+[0-9A-F:]{59}/);
    expect(text).toMatch(/X509v3 CRL Number: \n\s+7/);
    expect(text).toMatch(/X509v3 CRL Reason Code: \n\s+Key Compromise/);
    expect(text).toMatch(/Invalidity Date: \n/);
    expect(text).not.toMatch(/Issuing Distribution Point/);
    expect(run("openssl", ["crl", "-noout", "-text", "-in", pem("none.crl", list(root, []))])).toMatch(
      /No Revoked Certificates/,
    );
  });

  it("has neither an empty list nor empty extensions, which RFC 5280 forbids", () => {
    const facts = crlFactsOf(readCrl(list(root, [])));
    expect([facts.silenced, facts.profileProblem, facts.malformed]).toEqual([null, null, null]);
    const [plain] = readCrl(list(issuing, [entry(lost)])).entries();
    expect(plain!.extensions).toEqual([]);
    expect(Buffer.from(list(issuing, [entry(lost)])).includes(Buffer.from([0x30, 0]))).toBe(false);
  });

  it("writes a serial number with its highest bit set as a positive one, and a short one without zeros before it", () => {
    const numbers = ["8001", "FF", "7F", "00C0DE"].map((hex) => Uint8Array.from(Buffer.from(hex, "hex")));
    const entries = numbers.map((serialNumber) => entry(lost, { serialNumber }));
    const text = run("openssl", ["crl", "-noout", "-text", "-in", pem("serials.crl", list(issuing, entries))]);
    expect([...text.matchAll(/Serial Number: (\S+)/g)].map(([, serial]) => serial)).toEqual([
      "8001",
      "FF",
      "7F",
      "C0DE",
    ]);
  });

  it("is read by GnuTLS, and its signature holds", () => {
    const said = run("certtool", ["--crl-info", "--infile", pem("gnutls.crl", full())]);
    expect(said).toMatch(/Version: 2/);
    expect(said).toMatch(/CRL Number \(not critical\): 07/);
    expect(said).toMatch(/Revoked certificates \(1\)/);
    const checked = run("certtool", [
      "--verify-crl",
      "--load-ca-certificate",
      certificate("gnutls-ca.pem", issuing),
      "--infile",
      folder.path("gnutls.crl"),
    ]);
    expect(checked).toMatch(/Verification output: Verified/);
  });

  it("revokes for Java what it names, with reason and invalidity date, and nothing else", () => {
    const source = folder.write("Lists.java", javaSource);
    const lists = pem("java.crl", list(root, []), full());
    const ask = (of: Made) =>
      run("java", [source, certificate("java.pem", of, issuing), folder.path("root.pem"), lists]);
    expect(ask(lost)).toMatch(/^REVOKED KEY_COMPROMISE \d{13}\n$/);
    expect(ask(kept)).toBe("VALID\n");
  });

  it("is read by pkijs as it was meant, entry by entry", async () => {
    const when = new Date(now.getTime() - day);
    const der = list(issuing, [entry(lost, { reason: "superseded", invalidityDate: when }), entry(kept)]);
    expect(await isCrlSignedByPkijs(der, issuing.der)).toBe(true);
    expect(await isCrlSignedByPkijs(der, root.der)).toBe(false);
    const serial = ({ certificate }: Made) => Uint8Array.from(certificate.serialNumber);
    expect(readCrlByPkijs(der)).toEqual([
      { serialNumber: serial(lost), revocationDate: now, reason: 4 },
      { serialNumber: serial(kept), revocationDate: now, reason: null },
    ]);
  });
});

describe("a delta of our own", () => {
  const freshest = "http://pki.example.com/crl/lists-issuing/delta.crl";
  const base = () => list(issuing, [entry(kept, { reason: "certificateHold" })], { freshest });
  const delta = () =>
    list(issuing, [entry(lost), entry(kept, { reason: "removeFromCRL" })], { number: 9, baseNumber: 7 });
  const options = ["-extended_crl", "-use_deltas"];

  it("adds to its base for OpenSSL, and takes a released hold away", () => {
    const without = pem("base.crl", list(root, []), base());
    expect(verify(lost, without, ...options)).toMatch(/: OK\n$/);
    expect(verify(kept, without, ...options)).toMatch(/certificate revoked/);
    const both = pem("delta.crl", list(root, []), base(), delta());
    expect(verify(lost, both, ...options)).toMatch(/certificate revoked/);
    expect(verify(kept, both, ...options)).toMatch(/: OK\n$/);
  });

  it("says of which list it is the change, critically", () => {
    const text = run("openssl", ["crl", "-noout", "-text", "-in", pem("delta-text.crl", delta())]);
    expect(text).toMatch(/X509v3 Delta CRL Indicator: critical\n\s+7/);
    expect(text).toMatch(/Remove From CRL/);
  });
});

describe("a part of the list", () => {
  const part = (uri: string) => list(issuing, [entry(lostOfPart)], { points: [uri] });

  it("speaks about the certificates that name its address, and about no others", () => {
    const lists = pem("part.crl", list(root, []), part(point));
    expect(verify(lostOfPart, lists)).toMatch(/certificate revoked/);
    expect(verify(keptOfPart, lists)).toMatch(/: OK\n$/);
    expect(verify(kept, lists)).toMatch(/different CRL scope/);
    expect(verify(keptOfPart, pem("other.crl", list(root, []), part(`${point}x`)))).toMatch(/different CRL scope/);
  });

  it("says critically that it is one, so that a client that reads no parts does not take it for the whole", () => {
    const text = run("openssl", ["crl", "-noout", "-text", "-in", pem("critical.crl", part(point))]);
    expect(text).toMatch(/X509v3 Issuing Distribution Point: critical/);
  });

  it("has every address that certificates were given, so that another base address ends nothing", () => {
    const der = list(issuing, [entry(lostOfPart)], { points: ["http://new.example.com/crl/lists/3.crl", point] });
    const lists = pem("both.crl", list(root, []), der);
    expect(verify(lostOfPart, lists)).toMatch(/certificate revoked/);
    expect(verify(keptOfPart, lists)).toMatch(/: OK\n$/);
  });
});

describe("what may not sign a list", () => {
  const refusal = (issuer: Made, by: Made = issuer, at: Date = now): string => {
    try {
      signRevocationList(
        {
          issuer: issuer.certificate,
          number: 1,
          now: at,
          thisUpdate: at,
          nextUpdate: new Date(at.getTime() + day),
          entries: [],
        },
        signerOf(by.privateKey),
      );
    } catch (error) {
      if (isFailure(error)) return error.code;
    }
    return "signed";
  };

  it("is refused before anything is signed", () => {
    expect(refusal(issuing)).toBe("signed");
    expect(refusal(lost)).toBe("sign.issuer-not-authority");
    expect(refusal(make({ subject: { CN: "Mute" }, isCa: true, usages: ["keyCertSign"], ...life }))).toBe(
      "crl.issuer-may-not-sign",
    );
    expect(refusal(issuing, root)).toBe("sign.key-is-not-the-issuers");
    expect(refusal(issuing, issuing, new Date(life.notAfter.getTime() + 1000))).toBe("sign.issuer-expired");
    expect(refusal(issuing, issuing, new Date(life.notBefore.getTime() - 1000))).toBe("sign.issuer-not-yet-valid");
  });
});

it("a list of a hundred thousand is written and read, and its first, middle and last entry are found", () => {
  const entries = Array.from({ length: 100_000 }, (_, index) => {
    const serialNumber = Buffer.alloc(16, 0x5a);
    serialNumber.writeUInt32BE(index, 12);
    return entry(lost, { serialNumber, reason: "superseded" });
  });
  const crl = readCrl(list(issuing, entries));
  expect(crl.size).toBe(entries.length);
  for (const { serialNumber } of [entries[0]!, entries[50_000]!, entries.at(-1)!])
    expect(crl.find(serialNumber)?.reason).toBe("superseded");
});

const javaSource = `
import java.io.*; import java.nio.file.*; import java.security.cert.*; import java.util.*;
class Lists {
  public static void main(String[] a) throws Exception {
    CertificateFactory f = CertificateFactory.getInstance("X.509");
    List<Certificate> path = new ArrayList<>(f.generateCertificates(new FileInputStream(a[0])));
    Certificate root = f.generateCertificate(new FileInputStream(a[1]));
    Collection<? extends CRL> lists = f.generateCRLs(new FileInputStream(a[2]));
    PKIXParameters p = new PKIXParameters(Set.of(new TrustAnchor((X509Certificate) root, null)));
    p.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
    CertPathValidator v = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker c = (PKIXRevocationChecker) v.getRevocationChecker();
    c.setOptions(EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
    p.addCertPathChecker(c);
    try { v.validate(f.generateCertPath(path), p); System.out.println("VALID"); }
    catch (CertPathValidatorException e) {
      if (e.getCause() instanceof CertificateRevokedException r)
        System.out.println("REVOKED " + r.getRevocationReason() + " " + (r.getInvalidityDate() == null ? "" : r.getInvalidityDate().getTime()));
      else System.out.println("REFUSED " + e);
    }
  }
}
`;
