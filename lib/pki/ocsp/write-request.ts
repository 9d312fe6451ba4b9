import { createHash } from "node:crypto";
import { encode, writeNull, writeOctetString, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Tag } from "../asn1/der.ts";
import { Oid } from "../asn1/oid.ts";
import { type Identified, publicKeyOctets } from "./cert-id.ts";

/**
 * Writes the OCSPRequest for one certificate (RFC 6960 §4.1.1), without a nonce. Its CertID is of SHA-1: a client that is
 * given the answer unasked looks for that one (RFC 5019 §2.1.1).
 */
export function writeOcspRequest({ issuerName, issuerSpki, serialNumber }: Identified): Uint8Array {
  const hash = (bytes: Uint8Array) => writeOctetString(createHash("sha1").update(bytes).digest());
  const certId = writeSequence(
    writeSequence(writeOid(Oid.sha1), writeNull()),
    hash(issuerName),
    hash(publicKeyOctets(issuerSpki)),
    encode(Tag.integer, serialNumber),
  );
  return writeSequence(writeSequence(writeSequence(writeSequence(certId))));
}
