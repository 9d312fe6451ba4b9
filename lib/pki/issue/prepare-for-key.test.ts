import { generateKeyPairSync, randomBytes } from "node:crypto";
import { afterAll, describe, expect, it, test } from "vitest";
import { builtIn } from "../templates/built-in.ts";
import { make } from "../../../test/support/authority.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { readCertificate, serialHex } from "../x509/certificate.ts";
import { isFailure } from "../failure.ts";
import { issue } from "./issue.ts";
import { writePem } from "../asn1/pem.ts";
import { type KeyOrder, prepareForKey } from "./prepare.ts";
import { signerOf } from "../keys/signer.ts";

/**
 * Certificates for keys that were made here: what `prepareCertificate` asks of a request is asked of the key and the
 * names.
 */

const folder = temporaryFolder();
afterAll(() => folder.remove());

const root = make({ subject: { CN: "Staff root" }, isCa: true });
const now = new Date();
const spkiOf = ({ publicKey }: { publicKey: { export(options: { format: "der"; type: "spki" }): Buffer } }) =>
  Uint8Array.from(publicKey.export({ format: "der", type: "spki" }));
const order = (changes: Partial<KeyOrder> = {}): KeyOrder => ({
  issuer: root.certificate,
  template: builtIn.client,
  subject: { CN: "김민지", O: "Example" },
  names: [
    { kind: "email", value: "minji@example.com" },
    { kind: "upn", value: "minji@corp.example.com" },
  ],
  days: 365,
  now,
  serialNumber: randomBytes(16),
  spki: spkiOf(generateKeyPairSync("ec", { namedCurve: "P-256" })),
  ...changes,
});
const refusal = (changes: Partial<KeyOrder>): unknown => {
  try {
    prepareForKey(order(changes));
  } catch (error) {
    if (isFailure(error)) return { code: error.code, ...error.facts };
    throw error;
  }
  return "accepted";
};

describe("prepareForKey", () => {
  test.each([
    ["P-256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["P-384", generateKeyPairSync("ec", { namedCurve: "P-384" })],
    ["RSA 2048", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["Ed25519", generateKeyPairSync("ed25519")],
  ])("of %s: openssl finds the path, the purpose and the names", (_, pair) => {
    const spki = spkiOf(pair);
    const prepared = prepareForKey(order({ spki }));
    const der = issue(prepared, signerOf(root.privateKey));
    const certificate = readCertificate(der);
    expect(Buffer.compare(certificate.spki, spki)).toBe(0);
    expect(serialHex(certificate)).toBe(prepared.serialNumber);
    const [rootFile, leafFile] = [
      folder.write("root.pem", writePem("CERTIFICATE", root.der)),
      folder.write("leaf.pem", writePem("CERTIFICATE", der)),
    ];
    expect(openssl(`verify -x509_strict -purpose sslclient -CAfile ${rootFile} ${leafFile}`)).toContain("OK");
    const text = openssl(
      `x509 -in ${leafFile} -noout -subject -ext subjectAltName,extendedKeyUsage,basicConstraints -nameopt utf8`,
    );
    expect(text).toContain("CN=김민지");
    expect(text).toContain("email:minji@example.com");
    expect(text).toMatch(/othername:.*minji@corp\.example\.com/);
    expect(text).toContain("TLS Web Client Authentication");
    expect(text).not.toContain("TLS Web Server Authentication");
    expect(() => openssl(`verify -purpose sslserver -CAfile ${rootFile} ${leafFile}`)).toThrow();
  });

  it("the certificate ends with its issuer and says so", () => {
    const prepared = prepareForKey(order({ days: 36_500 }));
    expect(prepared.notAfter).toEqual(root.certificate.notAfter);
    expect(prepared.notes).toMatchObject([{ code: "validity-cut", notAfter: root.certificate.notAfter }]);
  });

  it("a subject or a name is needed", () => {
    expect(refusal({ subject: {}, names: [] })).toEqual({ code: "subject.empty" });
    expect(refusal({ subject: {} })).toBe("accepted");
    expect(refusal({ subject: {}, template: builtIn["sub-ca"] })).toEqual({ code: "subject.empty" });
    expect(refusal({ names: [] })).toBe("accepted");
  });

  it("keys that are weak or cannot sign are refused", () => {
    expect(refusal({ spki: spkiOf(generateKeyPairSync("rsa", { modulusLength: 1024 })) })).toMatchObject({
      code: "key.too-weak",
      label: "RSA 1024",
    });
    expect(refusal({ spki: spkiOf(generateKeyPairSync("ec", { namedCurve: "P-224" })) })).toMatchObject({
      code: "key.too-weak",
    });
    expect(refusal({ spki: spkiOf(generateKeyPairSync("x25519")) })).toMatchObject({ code: "key.unsupported" });
    const broken = spkiOf(generateKeyPairSync("ec", { namedCurve: "P-256" }));
    broken[broken.length - 1]! ^= 1; // a point beside the curve
    expect(refusal({ spki: broken })).toMatchObject({ code: "key.unsupported" });
  });

  it("issuers that may not sign, now or ever, are refused", () => {
    const leaf = make({ subject: { CN: "leaf" }, issuer: root });
    expect(refusal({ issuer: leaf.certificate })).toMatchObject({ code: "sign.issuer-not-authority" });
    expect(refusal({ now: new Date(root.certificate.notAfter.getTime() + 1000) })).toMatchObject({
      code: "sign.issuer-expired",
    });
    expect(refusal({ now: new Date(root.certificate.notBefore.getTime() - 1000) })).toMatchObject({
      code: "sign.issuer-not-yet-valid",
    });
  });

  it("days and serial numbers out of their range are refused", () => {
    expect([0, 36_501, 1.5].map((days) => refusal({ days }))).toMatchObject([
      { code: "sign.days-out-of-range" },
      { code: "sign.days-out-of-range" },
      { code: "sign.days-out-of-range" },
    ]);
    expect(
      [new Uint8Array(16), randomBytes(7), new Uint8Array(21).fill(1)].map((serialNumber) => refusal({ serialNumber })),
    ).toMatchObject(Array.from({ length: 3 }, () => ({ code: "sign.serial-out-of-range" })));
  });

  it("another key than the issuer's does not sign it", () => {
    expect(() => issue(prepareForKey(order()), signerOf(generateKeyPairSync("ed25519").privateKey))).toThrow(
      /sign\.key-is-not-the-issuers/,
    );
  });
});
