import { writeBitString, writeExplicit, writeInteger, writeSequence } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { readPublicKeyFacts } from "../keys/public-key.ts";
import { readSignatureAlgorithm } from "../keys/signature-algorithm.ts";
import { signatureAlgorithmOf } from "../keys/signer.ts";
import { isSelfSigned } from "../path/issuers.ts";
import type { Certificate } from "../x509/certificate.ts";
import { formatName } from "../x509/name.ts";
import { contentOf, type Prepared } from "./prepare.ts";

/** What is signed elsewhere: by an authority whose key is not here. */

/** Digests that browsers sign with. */
const digests = ["sha256", "sha384", "sha512"];
const curves = ["P-256", "P-384", "P-521"];

/**
 * The AlgorithmIdentifier, DER, that an authority whose key is not here is asked to sign with: the one by which it signed
 * its own certificate, where that is known and strong, else the one that a key of its kind signs with here.
 * @throws Failure `offline.key-unsupported` for a kind of key that browsers do not sign with
 */
export function offlineAlgorithm(authority: Certificate): Uint8Array {
  const { family, label } = readPublicKeyFacts(authority.spki);
  const isSignedWith =
    family === "rsa" || family === "rsa-pss" || family === "ed25519" || (family === "ec" && curves.includes(label));
  if (!isSignedWith) throw new Failure("offline.key-unsupported", { authority: formatName(authority.subject), label });
  const own = readSignatureAlgorithm(authority.signatureAlgorithm);
  const isUsual = own.isSupported && own.digest !== null && digests.includes(own.digest);
  return isUsual && isSelfSigned(authority) ? authority.signatureAlgorithm : signatureAlgorithmOf(authority.spki);
}

/**
 * The TBSCertificate, DER, of what was prepared, for a signature by `algorithm` (AlgorithmIdentifier, DER) that is made
 * elsewhere: the same bytes that `issue` would sign here.
 * @throws Failure `sign.key-is-not-the-issuers` when it was prepared under another authority
 */
export function layOutToBeSigned(prepared: Prepared, authority: Certificate, algorithm: Uint8Array): Uint8Array {
  const { serial, rest, issuerSpki, issuerName } = contentOf(prepared);
  if (Buffer.compare(issuerSpki, authority.spki) !== 0)
    throw new Failure("sign.key-is-not-the-issuers", { issuer: issuerName });
  return writeSequence(writeExplicit(0, writeInteger(2)), serial, algorithm, rest);
}

/** What is to be signed with an empty signature, DER: it reads like a certificate, and is none. */
export function withoutSignature(tbs: Uint8Array, algorithm: Uint8Array): Uint8Array {
  return writeSequence(tbs, algorithm, writeBitString(new Uint8Array()));
}
