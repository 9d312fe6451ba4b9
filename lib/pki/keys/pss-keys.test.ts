import { createPrivateKey } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { builtIn } from "../templates/built-in.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { isFailure } from "../failure.ts";
import { writePem } from "../asn1/pem.ts";
import { readCertificate } from "../x509/certificate.ts";
import { issue } from "../issue/issue.ts";
import { prepareSelfSigned } from "../issue/prepare.ts";
import { requireStrongKey } from "./key-strength.ts";
import { readSignatureAlgorithm } from "./signature-algorithm.ts";
import { signerOf } from "./signer.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

function keyWith(...options: string[]) {
  const words = ["rsa_keygen_bits:2048", ...options].map((option) => `-pkeyopt ${option}`).join(" ");
  openssl(`genpkey -algorithm RSA-PSS ${words} -out ${folder.path("pss.key")}`);
  return createPrivateKey(Buffer.from(folder.read("pss.key")));
}

function selfSigned(signer: ReturnType<typeof signerOf>): Uint8Array {
  const order = { subject: { CN: "PSS" }, names: [], spki: signer.spki, template: builtIn["root-ca"], days: 30 };
  const serialNumber = Uint8Array.from({ length: 16 }, (_, index) => index + 1);
  return issue(prepareSelfSigned({ ...order, now: new Date(), serialNumber }), signer);
}

const restricted = (digest: string, mask: string, salt: number): string[] => [
  `rsa_pss_keygen_md:${digest}`,
  `rsa_pss_keygen_mgf1_md:${mask}`,
  `rsa_pss_keygen_saltlen:${salt}`,
];

describe("RSA-PSS keys", () => {
  it.each([
    ["no restriction", [], "RSA-PSS (SHA256, salt 32)"],
    ["SHA-512 and 64 bytes of salt", restricted("sha512", "sha512", 64), "RSA-PSS (SHA512, salt 64)"],
    ["SHA-384 and 20 bytes of salt", restricted("sha384", "sha384", 20), "RSA-PSS (SHA384, salt 20)"],
    [
      "SHA-512/256 and 100 bytes of salt",
      restricted("sha512-256", "sha512-256", 100),
      "RSA-PSS (SHA512/256, salt 100)",
    ],
    ["SHA-256 and no salt", restricted("sha256", "sha256", 0), "RSA-PSS (SHA256, salt 0)"],
  ])("a key with %s signs as it asks, and OpenSSL verifies it", (_, options, label) => {
    const der = selfSigned(signerOf(keyWith(...options)));
    expect(readSignatureAlgorithm(readCertificate(der).signatureAlgorithm).label).toBe(label);
    folder.write("pss.crt", writePem("CERTIFICATE", der));
    const file = folder.path("pss.crt");
    expect(openssl(`verify -x509_strict -check_ss_sig -CAfile ${file} ${file}`)).toContain("OK");
  });
  it.each([
    ["SHA-1", restricted("sha1", "sha1", 20)],
    ["a digest and another one for its mask", restricted("sha256", "sha1", 32)],
  ])("a key that is bound to %s is refused as an issuer and as a subject", (_, options) => {
    const key = keyWith(...options);
    for (const act of [() => signerOf(key), () => requireStrongKey(signerSpki(key))]) {
      const error = refusal(act);
      expect(isFailure(error, "key.unsupported") && error.facts.label).toMatch(/^RSA-PSS 2048, RSA-PSS/);
    }
  });
  it("a salt that does not fit into the modulus is refused when it signs", () => {
    const signer = signerOf(keyWith(...restricted("sha256", "sha256", 222)));
    expect(() => selfSigned(signer)).not.toThrow();
    const tooLong = signerOf(keyWith(...restricted("sha512", "sha512", 191)));
    expect(
      isFailure(
        refusal(() => tooLong.sign(new Uint8Array(1))),
        "key.unsupported",
      ),
    ).toBe(true);
  });
});

function signerSpki(key: ReturnType<typeof keyWith>): Uint8Array {
  openssl(`pkey -in ${folder.path("pss.key")} -pubout -outform DER -out ${folder.path("pss.pub")}`);
  expect(key.type).toBe("private");
  return folder.read("pss.pub");
}

function refusal(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
