import { writeInteger, writeNull, writeOctetString, writeOid, writeSequence } from "../asn1/der-write.ts";
import { pbes2Oid } from "./pbes.ts";

export const aes256CbcOid = "2.16.840.1.101.3.4.1.42";

/**
 * AlgorithmIdentifier of PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC (RFC 8018 §A.4), DER. The salt has any length,
 * the IV 16 bytes.
 */
export function writePbes2(salt: Uint8Array, iterations: number, iv: Uint8Array): Uint8Array {
  const prf = writeSequence(writeOid("1.2.840.113549.2.9"), writeNull());
  const kdf = writeSequence(
    writeOid("1.2.840.113549.1.5.12"),
    writeSequence(writeOctetString(salt), writeInteger(iterations), prf),
  );
  const cipher = writeSequence(writeOid(aes256CbcOid), writeOctetString(iv));
  return writeSequence(writeOid(pbes2Oid), writeSequence(kdf, cipher));
}
