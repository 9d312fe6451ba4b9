import { Oid } from "../../asn1/oid.ts";
import type { TimeProblem } from "../../asn1/any-time.ts";
import { equalOctets } from "../../asn1/octets.ts";
import type { PathFacts } from "../../path/facts.ts";
import { isEdwardsKeyWithParameters } from "../algorithm-form.ts";
import { dateProblem } from "../date-form.ts";
import { type Asked, secondOf } from "../asked.ts";
import { unprocessedOid } from "../critical.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";
import { buildChain, type BuiltChain } from "./chain.ts";
import { isSelfIssued, isSelfSigned, netscapeBits, processed, securityBitsOf, signatureBitsOf } from "./facts.ts";
import { handshakeProblem } from "./handshake.ts";
import { nameConstraintProblem } from "./name-constraints.ts";
import { peerNameProblem } from "./peer-name.ts";
import { listProblem } from "./revocation.ts";

/** Security level 2, Debian's default for TLS. */
const levelBits = 112;

/**
 * What OpenSSL 3.0 says: `openssl verify` without a purpose for `any`, else what a TLS handshake with the default
 * security level 2 ends in. Null: it takes the certificate.
 */
export function opensslProblem(asked: Asked): ReceiverReason | null {
  const isTls = asked.purpose !== "any";
  if (isEdwardsKeyWithParameters(asked.target))
    return reasonOf("receiver.key-unsupported", asked.target, { key: asked.target.publicKey.label });
  if (isTls && securityBitsOf(asked.target.publicKey) < levelBits)
    return reasonOf("receiver.key-weak", asked.target, { key: asked.target.publicKey.label });
  const built = buildChain(asked);
  if ("code" in built) return built;
  const { chain } = built;
  return (
    extensionProblem(asked, built) ??
    (isTls ? levelProblem(chain) : null) ??
    (asked.name === null ? null : peerNameProblem(asked.target, asked.name)) ??
    (asked.crls === null ? null : listProblem(asked, chain)) ??
    signatureProblem(asked, chain) ??
    nameConstraintProblem(chain) ??
    (asked.isHandshake ? handshakeProblem(asked) : null)
  );
}

/** check_extensions: critical ones, authorities, purposes, path lengths; the anchor's certificate too. */
function extensionProblem(asked: Asked, { chain }: BuiltChain): ReceiverReason | null {
  let below = 0;
  for (const [index, facts] of chain.entries()) {
    const isIssuer = index > 0;
    const oid = unprocessedOid(facts, processed);
    if (oid !== undefined) return reasonOf("receiver.critical-extension", facts, { oid });
    if (isIssuer) {
      const kind = authorityKindOf(facts);
      // Without X509_V_FLAG_X509_STRICT a root may be an authority by other signs than basicConstraints.
      if (kind === "none" || (index + 1 < chain.length && kind !== "by-constraints"))
        return facts.certificate.version < 3
          ? reasonOf("receiver.version", facts, { version: facts.certificate.version })
          : reasonOf("receiver.not-authority", facts, {});
    }
    if (chain.length > 1 && facts.publicKey.curve === "explicit")
      return reasonOf("receiver.key-unsupported", facts, { key: facts.publicKey.label });
    const purpose = purposeProblem(asked, facts, isIssuer);
    if (purpose !== null) return purpose;
    const allowed = facts.basicConstraints?.pathLength ?? null;
    if (index > 1 && allowed !== null && below > allowed) return reasonOf("receiver.path-length", facts, { allowed });
    if (isIssuer && !isSelfIssued(facts)) below += 1;
  }
  return null;
}

/** X509_check_ca. */
function authorityKindOf(facts: PathFacts): "none" | "by-constraints" | "version-1" | "by-key-usage" | "netscape" {
  if (facts.keyUsage !== null && !facts.keyUsage.has("keyCertSign")) return "none";
  if (facts.basicConstraints !== null) return facts.basicConstraints.isCa ? "by-constraints" : "none";
  if (facts.certificate.version === 1 && isSelfSigned(facts)) return "version-1";
  if (facts.keyUsage !== null) return "by-key-usage";
  return ((netscapeBits(facts) ?? 0) & 0x07) !== 0 ? "netscape" : "none";
}

const purposeOids = { server: Oid.serverAuth, client: Oid.clientAuth } as const;
const serverGatedCrypto: readonly string[] = ["2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.10.3.3"];

/** X509_check_purpose for a TLS server or client, and for the authorities above it. */
function purposeProblem(asked: Asked, facts: PathFacts, isIssuer: boolean): ReceiverReason | null {
  const { purpose } = asked;
  if (purpose === "any") return null;
  const allowed = facts.extendedKeyUsage;
  const wanted = [purposeOids[purpose], ...(purpose === "server" ? serverGatedCrypto : [])];
  if (allowed !== null && !allowed.some((oid) => wanted.includes(oid)))
    return allowed.includes(Oid.anyExtendedKeyUsage)
      ? reasonOf("receiver.any-purpose", facts, { purpose })
      : reasonOf("receiver.purpose", facts, { purpose, allowed: allowed.join(", ") });
  if (isIssuer) return null;
  const netscape = netscapeBits(facts);
  if (netscape !== null && (netscape & (purpose === "server" ? 0x40 : 0x80)) === 0)
    return reasonOf("receiver.purpose", facts, { purpose, allowed: "Netscape" });
  const { keyUsage } = facts;
  const bits =
    purpose === "server"
      ? (["digitalSignature", "keyEncipherment", "keyAgreement"] as const)
      : (["digitalSignature", "keyAgreement"] as const);
  if (keyUsage !== null && !bits.some((bit) => keyUsage.has(bit)))
    return reasonOf("receiver.key-usage", facts, { usages: [...keyUsage].join(", "), wanted: bits.join(", ") });
  return null;
}

/** check_auth_level: keys of issuers, and signatures of all but the last certificate. */
function levelProblem(chain: readonly PathFacts[]): ReceiverReason | null {
  for (const [index, facts] of chain.entries()) {
    if (index > 0 && securityBitsOf(facts.publicKey) < levelBits)
      return reasonOf("receiver.key-weak", facts, { key: facts.publicKey.label });
    if (index < chain.length - 1 && signatureBitsOf(facts) < levelBits)
      return reasonOf("receiver.digest-weak", facts, { algorithm: facts.algorithm.label });
  }
  return null;
}

/** X509_cmp_time reads the one form of RFC 5280 and nothing else. */
const irregular: ReadonlySet<TimeProblem> = new Set(["no-seconds", "no-zone", "offset", "fraction", "no-such-day"]);

/** internal_verify, from the top: the right to sign, the signature, the dates; a root's own signature is not checked. */
function signatureProblem(asked: Asked, chain: readonly PathFacts[]): ReceiverReason | null {
  const now = secondOf(asked.at);
  for (let index = chain.length - 1; index >= 0; index--) {
    const facts = chain[index]!;
    const issuer = chain[index + 1];
    if (issuer !== undefined) {
      if (issuer.keyUsage !== null && !issuer.keyUsage.has("keyCertSign"))
        return reasonOf("receiver.key-usage", issuer, {
          usages: [...issuer.keyUsage].join(", "),
          wanted: "keyCertSign",
        });
      const { signatureAlgorithm, tbsSignatureAlgorithm } = facts.certificate;
      if (!equalOctets(signatureAlgorithm, tbsSignatureAlgorithm))
        return reasonOf("receiver.algorithm-mismatch", facts, {});
      if (isEdwardsKeyWithParameters(issuer))
        return reasonOf("receiver.key-unsupported", issuer, { key: issuer.publicKey.label });
      const verdict = asked.signed(facts, issuer);
      if (verdict === "unsupported")
        return reasonOf("receiver.signature-unsupported", facts, { algorithm: facts.algorithm.label });
      if (verdict === "invalid")
        return reasonOf("receiver.signature-invalid", facts, { issuer: issuer.reference.subject });
    }
    const unread = dateProblem(facts, irregular);
    if (unread !== null) return unread;
    const { notBefore, notAfter } = facts.certificate;
    if (secondOf(notBefore) > now) return reasonOf("receiver.not-yet-valid", facts, { until: notBefore.toISOString() });
    if (secondOf(notAfter) <= now) return reasonOf("receiver.expired", facts, { since: notAfter.toISOString() });
  }
  return null;
}
