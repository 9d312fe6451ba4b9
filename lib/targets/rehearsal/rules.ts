import { Oid } from "../../pki/asn1/oid.ts";
import { type Certificate, isSelfIssued, valueOf } from "../../pki/x509/certificate.ts";
import { readKeyUsage } from "../../pki/x509/extension-values.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { readSignatureAlgorithm } from "../../pki/keys/signature-algorithm.ts";
import { wildcardOf } from "../checks/name-wildcard.ts";
import type { HandshakeRules } from "../handshake.ts";
import { line, type RehearsalLine } from "./line.ts";

/**
 * Checks the service's rules for the client's certificate beyond TLS: sizes and digests of the whole chain (Tableau),
 * the common name (PostgreSQL, an allow-list), the number of intermediates (`ssl_verify_depth`). Empty when nothing is
 * broken.
 * @param chain As the server built it, leaf first.
 */
export function brokenRules(rules: HandshakeRules, chain: readonly Certificate[]): RehearsalLine[] {
  const [leaf] = chain;
  if (leaf === undefined) return [];
  return [
    ...chain.flatMap((certificate) => smallKey(rules, certificate)),
    ...chain
      .filter((_, index) => index < chain.length - 1 || chain.length === 1)
      .flatMap((certificate) => refusedDigest(rules, certificate)),
    ...wrongCommonName(rules, leaf),
    ...tooDeep(rules, chain),
  ];
}

export function hasRules({
  minimumRsaBits,
  minimumEcBits,
  refusedDigests,
  requiredClientCommonNames,
  depth,
}: HandshakeRules): boolean {
  return [minimumRsaBits, minimumEcBits, refusedDigests, requiredClientCommonNames, depth].some(
    (rule) => rule !== undefined,
  );
}

/**
 * Checks the rules of a client for the certificate that the server shows, beyond TLS: no wildcard, none that signed
 * itself, a key usage for signatures. Empty when nothing is broken.
 */
export function brokenByServer(rules: HandshakeRules, leaf: Certificate): RehearsalLine[] {
  return [...strictCaller(rules, leaf), ...keyUsage(rules, leaf)];
}

function strictCaller({ strictCaller: caller }: HandshakeRules, leaf: Certificate): RehearsalLine[] {
  if (caller === undefined) return [];
  const wildcard = wildcardOf(leaf);
  const told = { by: "client", tone: "fail" } as const;
  return [
    ...(wildcard === null ? [] : [line("rehearsal.rule-wildcard", { name: wildcard, caller }, told)]),
    ...(isSelfIssued(leaf)
      ? [line("rehearsal.rule-self-signed", { subject: formatName(leaf.subject), caller }, told)]
      : []),
  ];
}

function keyUsage({ serverKeyUsage }: HandshakeRules, leaf: Certificate): RehearsalLine[] {
  const usages = valueOf(leaf, Oid.keyUsage, readKeyUsage);
  if (serverKeyUsage === undefined || usages === null || usages.size === 0 || usages.has(serverKeyUsage)) return [];
  return [line("rehearsal.rule-key-usage", { usages: [...usages].join(", ") }, { by: "client", tone: "fail" })];
}

function smallKey({ minimumRsaBits, minimumEcBits }: HandshakeRules, certificate: Certificate): RehearsalLine[] {
  const { family, bits, label } = readPublicKeyFacts(certificate.spki);
  const minimum =
    family === "ec" ? minimumEcBits : family === "rsa" || family === "rsa-pss" ? minimumRsaBits : undefined;
  if (minimum === undefined || bits === null || bits >= minimum) return [];
  return [
    line(
      "rehearsal.rule-key-small",
      { subject: formatName(certificate.subject), key: label, minimum },
      { by: "server", tone: "fail" },
    ),
  ];
}

/** Not asked of a root: its own signature proves nothing and is not verified. */
function refusedDigest({ refusedDigests }: HandshakeRules, certificate: Certificate): RehearsalLine[] {
  const { digest, label } = readSignatureAlgorithm(certificate.signatureAlgorithm);
  if (digest === null || refusedDigests?.includes(digest) !== true) return [];
  const says = [`Unsupported client certificate signature detected: ${label}`];
  return [
    line(
      "rehearsal.rule-digest",
      { subject: formatName(certificate.subject), algorithm: label },
      { by: "server", tone: "fail", says },
    ),
  ];
}

function wrongCommonName(
  { requiredClientCommonNames: wanted, identity }: HandshakeRules,
  leaf: Certificate,
): RehearsalLine[] {
  const found = commonNameOf(leaf.subject) ?? "";
  if (wanted === undefined || wanted.includes(found)) return [];
  const says =
    identity === "postgres-cn" ? [`FATAL:  certificate authentication failed for user "${wanted[0] ?? ""}"`] : [];
  return [
    line("rehearsal.rule-common-name", { wanted: wanted.join(", "), found }, { by: "server", tone: "fail", says }),
  ];
}

/** As OpenSSL counts since 1.1.0: the certificates between the leaf and the trusted one. */
function tooDeep({ depth }: HandshakeRules, chain: readonly Certificate[]): RehearsalLine[] {
  const present = Math.max(0, chain.length - 2);
  if (depth === undefined || present <= depth) return [];
  return [
    line(
      "rehearsal.rule-depth",
      { allowed: depth, present },
      { by: "server", tone: "fail", says: ["certificate chain too long"] },
    ),
  ];
}
