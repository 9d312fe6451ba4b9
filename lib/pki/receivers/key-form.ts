import { readElement, Tag } from "../asn1/der.ts";
import { writeBitString, writeSequence } from "../asn1/der-write.ts";
import { type PathFacts, pathFactsOf } from "../path/facts.ts";
import type { Certificate } from "../x509/certificate.ts";

/**
 * The facts of a certificate as most receivers read it: they do not mind a count of unused bits in the BIT STRING of a
 * public key (`hasUnusedKeyBits` says that there was one). A validator by RFC 5280 keeps its own facts, in which such a key is none.
 */
export function factsForReceivers(certificate: Certificate): PathFacts {
  const facts = pathFactsOf(certificate);
  if (facts.publicKey.family !== "unknown" || facts.keyProblem !== "unused-bits") return facts;
  return pathFactsOf({
    der: certificate.der,
    tbs: certificate.tbs,
    version: certificate.version,
    serialNumber: certificate.serialNumber,
    signatureAlgorithm: certificate.signatureAlgorithm,
    tbsSignatureAlgorithm: certificate.tbsSignatureAlgorithm,
    issuer: certificate.issuer,
    subject: certificate.subject,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    irregularTimes: certificate.irregularTimes,
    spki: withWholeBytes(certificate.spki),
    extensions: certificate.extensions,
    signature: certificate.signature,
    [unusedBits]: true,
  } as Certificate);
}

const unusedBits = Symbol("unused bits in the public key");

/** Its public key was read as if it had no unused bits. */
export const hasUnusedKeyBits = ({ certificate }: PathFacts): boolean => unusedBits in certificate;

function withWholeBytes(spki: Uint8Array): Uint8Array {
  const [algorithm, bits] = readElement(spki, Tag.sequence).children();
  return writeSequence(algorithm!.bytes, writeBitString(bits!.content.subarray(1)));
}
