import { createCipheriv } from "node:crypto";
import { writeOctetString, writeSequence } from "./der-write.ts";
import { Failure } from "./error.ts";
import { derivePbkdf2 } from "./pbes-kdf.ts";
import { writePem } from "./pem.ts";
import { writePbes2 } from "./pkcs12-lock.ts";

/** What OWASP asks of PBKDF2-HMAC-SHA256; about 0.3 s. */
const defaultIterations = 600_000;

/**
 * A private key as `ENCRYPTED PRIVATE KEY` (RFC 8018 PBES2: PBKDF2-HMAC-SHA256, AES-256-CBC), which every OpenSSL since
 * 1.0.2, Java and GnuTLS open. `pkcs8` is DER, `iterations` 1–5 000 000.
 * @throws Failure `passphrase.required`, `encryption.too-costly`.
 */
export async function writeEncryptedPkcs8(
  pkcs8: Uint8Array, passphrase: string, random: (length: number) => Uint8Array, iterations: number = defaultIterations,
): Promise<string> {
  if (passphrase === "") throw new Failure("passphrase.required", {});
  const salt = random(16);
  const iv = random(16);
  const key = await derivePbkdf2(Buffer.from(passphrase, "utf8"), salt, iterations, 32, "sha256");
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  const ciphertext = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  return writePem("ENCRYPTED PRIVATE KEY", writeSequence(writePbes2(salt, iterations, iv), writeOctetString(ciphertext)));
}
