import { Oid } from "../../asn1/oid.ts";
import { equalOctets, hexOf } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import { type Asked, digestOf, secondOf } from "../asked.ts";
import { chainProblem } from "./chain.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";

/**
 * Rules that Microsoft documents for CertGetCertificateChain; the program was not tried. An issuer that is named by issuer and
 * serial number in the authority key identifier is an exact match and no other certificate is taken ("How CertGetCertificateChain
 * builds chains"); RSA below 1024 bits, MD5 and, in TLS, SHA-1 below public roots are refused; a root must be self-signed.
 */
export function windowsProblem(asked: Asked): ReceiverReason | null {
  return (
    chainProblem(asked) ?? linkProblem(asked) ?? datesProblem(asked) ?? strengthProblem(asked) ?? nameProblem(asked)
  );
}

function linkProblem(asked: Asked): ReceiverReason | null {
  const all = [...asked.sent, ...asked.anchors];
  for (const child of [asked.target, ...asked.sent]) {
    const issuers = all.filter((each) => each.subjectKey === child.issuerKey && each !== child);
    if (issuers.length === 0) continue;
    const problem = identifierProblem(child, issuers);
    if (problem !== null) return problem;
  }
  return null;
}

function identifierProblem(child: PathFacts, issuers: readonly PathFacts[]): ReceiverReason | null {
  const claimed = child.authorityKey;
  if (claimed === null) return null;
  const [first] = issuers;
  const about = { issuer: first!.reference.subject };
  if (claimed.serial !== null && claimed.issuer !== null) {
    const { serial } = claimed;
    if (issuers.some((each) => equalOctets(each.certificate.serialNumber, serial))) return null;
    const own = hexOf(first!.certificate.serialNumber);
    return reasonOf("receiver.serial-differs", child, { ...about, claimed: hexOf(serial), own });
  }
  const { keyId } = claimed;
  if (keyId === null) return null;
  const isNamed = issuers.some((each) => each.subjectKeyOctets === null || equalOctets(each.subjectKeyOctets, keyId));
  if (isNamed) return null;
  return reasonOf("receiver.key-id-differs", child, {
    ...about,
    claimed: hexOf(keyId),
    own: hexOf(first!.subjectKeyOctets ?? new Uint8Array()),
  });
}

function datesProblem(asked: Asked): ReceiverReason | null {
  const now = secondOf(asked.at);
  const { notBefore, notAfter } = asked.target.certificate;
  if (now > secondOf(notAfter)) return reasonOf("receiver.expired", asked.target, { since: notAfter.toISOString() });
  if (now < secondOf(notBefore))
    return reasonOf("receiver.not-yet-valid", asked.target, { until: notBefore.toISOString() });
  return null;
}

function strengthProblem(asked: Asked): ReceiverReason | null {
  for (const facts of [asked.target, ...asked.sent]) {
    const { family, bits, label } = facts.publicKey;
    if ((family === "rsa" || family === "rsa-pss") && bits !== null && bits < 1024)
      return reasonOf("receiver.key-weak", facts, { key: label });
    const digest = digestOf(facts.algorithm);
    if (digest === "md5" || (digest === "sha1" && asked.isPublic))
      return reasonOf("receiver.digest-weak", facts, { algorithm: facts.algorithm.label });
  }
  return null;
}

/** CERT_CHAIN_POLICY_SSL: the common name counts where no alternative name is listed; purposes must fit. */
function nameProblem(asked: Asked): ReceiverReason | null {
  const { target, purpose } = asked;
  const allowed = target.extendedKeyUsage;
  if (purpose === "any" || allowed === null) return null;
  const wanted = purpose === "server" ? Oid.serverAuth : Oid.clientAuth;
  return allowed.includes(wanted) || allowed.includes(Oid.anyExtendedKeyUsage)
    ? null
    : reasonOf("receiver.purpose", target, { purpose, allowed: allowed.join(", ") });
}
