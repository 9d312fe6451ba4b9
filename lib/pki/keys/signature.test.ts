import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { readCertificate } from "../x509/certificate.ts";
import { writeExplicit, writeInteger, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import { readSignatureAlgorithm } from "./signature-algorithm.ts";
import { verifySignature } from "./signature.ts";
import { signerOf } from "./signer.ts";

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
afterAll(() => folder.remove());
beforeAll(() => {
  openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ${at("rsa")}`);
  openssl(`genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out ${at("rsa-pss")}`);
  for (const curve of ["P-256", "P-384", "P-521", "P-224", "secp256k1", "brainpoolP384r1"]) {
    openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:${curve} -out ${at(curve)}`);
  }
  openssl(
    `genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit -out ${at("explicit")}`,
  );
  openssl(`genpkey -algorithm ED25519 -out ${at("ed25519")}`);
  openssl(`genpkey -algorithm ED448 -out ${at("ed448")}`);
  openssl(
    `genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -pkeyopt dsa_paramgen_q_bits:256 -out ${at("dsap")}`,
  );
  openssl(`genpkey -paramfile ${at("dsap")} -out ${at("dsa")}`);
});

describe("self-signed certificates of openssl", () => {
  it.each([
    ["rsa", "-sha1", "SHA1 with RSA"],
    ["rsa", "-sha224", "SHA224 with RSA"],
    ["rsa", "-sha256", "SHA256 with RSA"],
    ["rsa", "-sha384", "SHA384 with RSA"],
    ["rsa", "-sha512", "SHA512 with RSA"],
    ["rsa", "-sha512-256", "SHA512/256 with RSA"],
    ["rsa", "-sha3-256", "SHA3-256 with RSA"],
    ["rsa", "-sha256 -sigopt rsa_padding_mode:pss", "RSA-PSS (SHA256, salt 222)"],
    ["rsa", "-sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48", "RSA-PSS (SHA384, salt 48)"],
    ["rsa", "-sha1 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20", "RSA-PSS (SHA1, salt 20)"],
    ["rsa-pss", "-sha256 -sigopt rsa_pss_saltlen:32", "RSA-PSS (SHA256, salt 32)"],
    ["P-256", "-sha256", "ECDSA with SHA256"],
    ["P-384", "-sha384", "ECDSA with SHA384"],
    ["P-521", "-sha512", "ECDSA with SHA512"],
    ["P-224", "-sha1", "ECDSA with SHA1"],
    ["secp256k1", "-sha256", "ECDSA with SHA256"],
    ["brainpoolP384r1", "-sha384", "ECDSA with SHA384"],
    ["P-256", "-sha3-384", "ECDSA with SHA3-384"],
    ["ed25519", "", "Ed25519"],
    ["ed448", "", "Ed448"],
    ["dsa", "-sha256", "DSA with SHA256"],
  ])("%s %s", (key, words, label) => {
    const line = [
      "req",
      "-x509",
      "-key",
      at(key),
      "-subj",
      "/CN=x",
      "-outform",
      "DER",
      ...words.split(" ").filter(Boolean),
    ];
    const { signatureAlgorithm, tbs, signature, spki } = readCertificate(octets("openssl", line));
    expect(readSignatureAlgorithm(signatureAlgorithm)).toMatchObject({ label, isSupported: true });
    expect(verifySignature(signatureAlgorithm, tbs, signature, spki)).toBe("valid");
    const changed = tbs.slice();
    changed[changed.length - 1]! ^= 1;
    expect(verifySignature(signatureAlgorithm, changed, signature, spki)).toBe("invalid");
    const bent = signature.slice();
    bent[bent.length >> 1]! ^= 1;
    expect(verifySignature(signatureAlgorithm, tbs, bent, spki)).not.toBe("valid");
  });
});

describe("a signature that cannot be checked is unsupported and never invalid", () => {
  it("a signature with MD5 is unsupported", () => {
    const { signatureAlgorithm, tbs, signature, spki } = readCertificate(
      octets("openssl", ["req", "-x509", "-key", at("rsa"), "-md5", "-subj", "/CN=x", "-outform", "DER"]),
    );
    expect(verifySignature(signatureAlgorithm, tbs, signature, spki)).toBe("unsupported");
    expect(readSignatureAlgorithm(signatureAlgorithm).label).toBe("MD5 with RSA");
  });
  it("a signature over a written-out curve is unsupported", () => {
    const { signatureAlgorithm, tbs, signature, spki } = readCertificate(
      octets("openssl", ["req", "-x509", "-key", at("explicit"), "-subj", "/CN=x", "-outform", "DER"]),
    );
    expect(verifySignature(signatureAlgorithm, tbs, signature, spki)).toBe("unsupported");
  });
  it("unknown algorithms and malformed identifiers are unsupported", () => {
    const { spki } = signerOf(createPrivateKey(Buffer.from(folder.read("rsa"))));
    const none = new Uint8Array();
    for (const algorithm of [writeSequence(writeOid("1.2.3.4")), none, writeNull(), writeSequence()]) {
      expect(verifySignature(algorithm, none, none, spki)).toBe("unsupported");
    }
    expect(
      verifySignature(writeSequence(writeOid(Oid.sha256WithRsa), writeNull()), none, none, Uint8Array.of(1, 2)),
    ).toBe("unsupported");
  });
});

describe("parameters of a signature algorithm", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const ed = generateKeyPairSync("ed25519").privateKey;
  const message = Buffer.from("message");
  const verdict = (key: KeyObject, algorithm: Uint8Array): string => {
    const signer = signerOf(key);
    return verifySignature(algorithm, message, signer.sign(message).value, signer.spki);
  };
  it("RSA takes NULL or nothing, ECDSA and EdDSA nothing", () => {
    expect(verdict(rsa, writeSequence(writeOid(Oid.sha256WithRsa), writeNull()))).toBe("valid");
    expect(verdict(rsa, writeSequence(writeOid(Oid.sha256WithRsa)))).toBe("valid");
    expect(verdict(rsa, writeSequence(writeOid(Oid.sha256WithRsa), writeInteger(1)))).toBe("unsupported");
    expect(verdict(ec, writeSequence(writeOid(Oid.ecdsaWithSha256)))).toBe("valid");
    expect(verdict(ec, writeSequence(writeOid(Oid.ecdsaWithSha256), writeNull()))).toBe("unsupported");
    expect(verdict(ed, writeSequence(writeOid(Oid.ed25519), writeNull()))).toBe("unsupported");
  });
  it("a key of another family cannot have made it", () => {
    expect(verdict(rsa, writeSequence(writeOid(Oid.ecdsaWithSha256)))).toBe("invalid");
    expect(verdict(ec, writeSequence(writeOid(Oid.sha256WithRsa), writeNull()))).toBe("invalid");
    expect(verdict(ed, writeSequence(writeOid(Oid.ed448)))).toBe("invalid");
  });
  it("RSA-PSS takes MGF1 over the same digest and no other", () => {
    const digest = (oid: string): Uint8Array => writeSequence(writeOid(oid), writeNull());
    const pss = (hash: string, mask: string, salt: number, ...more: Uint8Array[]): Uint8Array =>
      writeSequence(
        writeOid(Oid.rsaPss),
        writeSequence(
          writeExplicit(0, digest(hash)),
          writeExplicit(1, writeSequence(writeOid(Oid.mgf1), digest(mask))),
          writeExplicit(2, writeInteger(salt)),
          ...more,
        ),
      );
    expect(readSignatureAlgorithm(pss(Oid.sha256, Oid.sha256, 32))).toMatchObject({
      isSupported: true,
      saltLength: 32,
    });
    expect(readSignatureAlgorithm(pss(Oid.sha256, Oid.sha1, 32)).isSupported).toBe(false);
    expect(readSignatureAlgorithm(pss(Oid.md5, Oid.md5, 16)).isSupported).toBe(false);
    expect(readSignatureAlgorithm(pss(Oid.sha256, Oid.sha256, -1)).isSupported).toBe(false);
    expect(readSignatureAlgorithm(pss(Oid.sha256, Oid.sha256, 32, writeExplicit(3, writeInteger(2)))).isSupported).toBe(
      false,
    );
    expect(readSignatureAlgorithm(writeSequence(writeOid(Oid.rsaPss), writeSequence()))).toMatchObject({
      label: "RSA-PSS (SHA1, salt 20)",
      isSupported: true,
    });
    expect(readSignatureAlgorithm(writeSequence(writeOid(Oid.rsaPss))).isSupported).toBe(false);
    expect(readSignatureAlgorithm(writeSequence(writeOid(Oid.rsaPss), writeNull())).isSupported).toBe(false);
  });
  it("RSA-PSS takes the salt length that is written and no other", () => {
    const key = createPrivateKey(Buffer.from(folder.read("rsa-pss")));
    const signer = signerOf(key);
    const { algorithm, value } = signer.sign(message);
    expect(verifySignature(algorithm, message, value, signer.spki)).toBe("valid");
    const shorter = algorithm.slice();
    shorter[shorter.length - 1] = 20;
    expect(verifySignature(shorter, message, value, signer.spki)).toBe("invalid");
  });
});

describe("signerOf", () => {
  it.each([
    ["rsa", "SHA256 with RSA"],
    ["rsa-pss", "RSA-PSS (SHA256, salt 32)"],
    ["P-256", "ECDSA with SHA256"],
    ["P-384", "ECDSA with SHA384"],
    ["P-521", "ECDSA with SHA512"],
    ["secp256k1", "ECDSA with SHA256"],
    ["ed25519", "Ed25519"],
    ["ed448", "Ed448"],
  ])("%s signs with %s", (name, label) => {
    const signer = signerOf(createPrivateKey(Buffer.from(folder.read(name))));
    const { algorithm, value } = signer.sign(Buffer.from("x"));
    expect(algorithm).toBe(signer.algorithm);
    expect(readSignatureAlgorithm(algorithm).label).toBe(label);
    expect(verifySignature(algorithm, Buffer.from("x"), value, signer.spki)).toBe("valid");
  });
  it("keys that cannot sign or should not are refused", () => {
    expect(() => signerOf(generateKeyPairSync("x25519").privateKey)).toThrow("key.unsupported");
    expect(() => signerOf(createPrivateKey(Buffer.from(folder.read("dsa"))))).toThrow("key.unsupported");
  });
  it.each(["ml-dsa-44", "ml-dsa-65", "ml-dsa-87"] as const)("%s signs where the runtime has it", (type) => {
    const signer = signerOf(generateKeyPairSync(type as "ed25519").privateKey);
    const { algorithm, value } = signer.sign(Buffer.from("x"));
    expect(readSignatureAlgorithm(algorithm).label).toBe(type.toUpperCase());
    expect(verifySignature(algorithm, Buffer.from("x"), value, signer.spki)).toBe("valid");
    expect(verifySignature(algorithm, Buffer.from("y"), value, signer.spki)).toBe("invalid");
  });
});
