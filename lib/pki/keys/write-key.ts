import { createCipheriv, createPrivateKey } from "node:crypto";
import { writeOctetString, writeSequence } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { derivePbkdf2 } from "../encryption/pbes-kdf.ts";
import { writePem } from "../asn1/pem.ts";
import { writePbes2 } from "../encryption/pbes-write.ts";

/** The rounds that OWASP asks of PBKDF2-HMAC-SHA256; about 0.3 s. */
const defaultIterations = 600_000;

/**
 * A private key as EncryptedPrivateKeyInfo, DER (RFC 5208 §6, RFC 8018 PBES2: PBKDF2-HMAC-SHA256, AES-256-CBC), which
 * every OpenSSL since 1.0.2, Java and GnuTLS open. `pkcs8` is DER, `iterations` 1–5 000 000.
 * @throws Failure `passphrase.required`, `encryption.too-costly`.
 */
export async function writeEncryptedPkcs8Der(
  pkcs8: Uint8Array,
  passphrase: string,
  random: (length: number) => Uint8Array,
  iterations: number = defaultIterations,
): Promise<Uint8Array> {
  if (passphrase === "") throw new Failure("passphrase.required", {});
  const salt = random(16);
  const iv = random(16);
  const key = await derivePbkdf2(Buffer.from(passphrase, "utf8"), salt, iterations, 32, "sha256");
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  const ciphertext = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  return writeSequence(writePbes2(salt, iterations, iv), writeOctetString(ciphertext));
}

/** The same as PEM, `ENCRYPTED PRIVATE KEY`. */
export async function writeEncryptedPkcs8(
  pkcs8: Uint8Array,
  passphrase: string,
  random: (length: number) => Uint8Array,
  iterations: number = defaultIterations,
): Promise<string> {
  return writePem("ENCRYPTED PRIVATE KEY", await writeEncryptedPkcs8Der(pkcs8, passphrase, random, iterations));
}

/** The ciphers that OpenSSL 0.9 wrote already. Others that node would take (GCM) make files that no program reads. */
export const traditionalCiphers = ["aes-256-cbc", "des-ede3-cbc"] as const;
export type TraditionalCipher = (typeof traditionalCiphers)[number];

/**
 * The form of old software: `RSA PRIVATE KEY` (PKCS#1) or `EC PRIVATE KEY` (SEC 1), under a passphrase with the headers
 * of RFC 1421 or, with `lock` null, in clear. One round of MD5 makes its key of the passphrase: only a long one
 * protects.
 * @throws Failure `export.no-traditional-form` (Ed25519 and younger), `passphrase.required`.
 */
export function writeTraditionalPem(
  pkcs8: Uint8Array,
  lock: { passphrase: string; cipher: TraditionalCipher } | null,
): string {
  if (lock?.passphrase === "") throw new Failure("passphrase.required", {});
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const type = key.asymmetricKeyType === "rsa" ? "pkcs1" : key.asymmetricKeyType === "ec" ? "sec1" : null;
  if (type === null) throw new Failure("export.no-traditional-form", { algorithm: key.asymmetricKeyType ?? "" });
  return (
    type === "pkcs1" ? key.export({ format: "pem", type, ...lock }) : key.export({ format: "pem", type, ...lock })
  ).toString();
}
