import { readCertificate, serialHex } from "../x509/certificate.ts";
import { writeBitString, writeExplicit, writeInteger, writeSequence } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { contentOf, type Prepared } from "./prepare.ts";
import { publicKeyObject } from "../keys/public-key.ts";
import { verifySignature } from "../keys/signature.ts";
import type { Signer } from "../keys/signer.ts";

const version3 = writeExplicit(0, writeInteger(2));

/**
 * Signs what `prepareCertificate` or `prepareSelfSigned` checked; there is no other way to a signature over a
 * certificate. The result is read back and its signature checked with the issuer's public key, so that a signer that
 * went wrong (a fault in an RSA computation gives the key away) is caught before anything leaves.
 * @returns the certificate, DER.
 * @throws Failure `sign.key-is-not-the-issuers` before anything is signed, `sign.signature-failed` after.
 * @throws TypeError for anything that was not prepared.
 */
export function issue(prepared: Prepared, signer: Signer): Uint8Array {
  const { serial, rest, issuerSpki, issuerName } = contentOf(prepared);
  if (!isSameKey(issuerSpki, signer.spki)) throw new Failure("sign.key-is-not-the-issuers", { issuer: issuerName });
  const tbs = writeSequence(version3, serial, signer.algorithm, rest);
  const { algorithm, value } = signer.sign(tbs);
  const der = writeSequence(tbs, algorithm, writeBitString(value));
  const certificate = readCertificate(der);
  const isWhole =
    Buffer.compare(certificate.signatureAlgorithm, certificate.tbsSignatureAlgorithm) === 0 &&
    serialHex(certificate) === prepared.serialNumber &&
    verifySignature(algorithm, tbs, value, issuerSpki) === "valid";
  if (!isWhole) throw new Failure("sign.signature-failed", { issuer: issuerName });
  return der;
}

/** The same bytes, or the same key encoded differently (a compressed point, absent RSA parameters). */
function isSameKey(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0 || publicKeyObject(a).equals(publicKeyObject(b));
}
