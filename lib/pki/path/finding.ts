import type { IrregularTime } from "../asn1/any-time.ts";
import type { ResponseStatus } from "../ocsp/response.ts";
import type { DerProblem } from "../failure.ts";
import type { PublicKeyProblem } from "../keys/public-key-form.ts";
import type { LimitName } from "./budget.ts";
import type { PathPurpose } from "./options.ts";

/**
 * The findings of a verification: code → the facts that explain it. Codes are a contract (scripts read them); the words
 * are in lib/i18n/{en,ko}/sentences/path.ts, one function per code. Times are ISO 8601, key identifiers and bytes lower
 * hexadecimal, names as RFC 4514 text.
 */
export interface PathFindingFacts {
  // building
  "path.no-anchors": Record<never, never>;
  "path.no-issuer": { issuer: string; keyId: string };
  "path.issuer-key-differs": { issuer: string; keyId: string; candidates: number; candidateKeyIds: string };
  "path.untrusted-root": { subject: string; keyId: string };
  "path.anchor-key-differs": { subject: string; keyId: string; anchorKeyIds: string };
  "path.target-is-anchor": { subject: string };
  "path.loop": { issuer: string };
  "path.budget-exhausted": {
    limit: LimitName;
    allowed: number;
    signatures: number;
    steps: number;
    paths: number;
    comparisons: number;
  };
  "path.depth-exceeded": { allowed: number };

  // signatures
  "path.signature-invalid": { algorithm: string; issuer: string };
  "path.signature-unsupported": { algorithm: string; issuer: string };
  "path.algorithm-mismatch": { outer: string; inner: string };
  "path.digest-weak": { algorithm: string; bits: number; required: number };
  "path.key-weak": { key: string; bits: number; required: number };
  "path.key-unsupported": { key: string };
  "path.key-form": { key: string; problem: PublicKeyProblem };

  // validity
  "path.expired": { notAfter: string; at: string; days: number };
  "path.not-yet-valid": { notBefore: string; at: string; days: number };
  "path.date-form": IrregularTime<"notBefore" | "notAfter">;

  // the issuer's right to issue
  "path.version-not-ca": { version: number };
  "path.no-basic-constraints": Record<never, never>;
  "path.not-ca": Record<never, never>;
  "path.length-exceeded": { allowed: number; present: number; setBy: string };
  "path.key-usage-not-sign": { usages: string };

  // extensions
  "path.unknown-critical-extension": { oid: string };
  "path.duplicate-extension": { oid: string };
  "path.extension-malformed": { oid: string; problem: DerProblem };
  "path.extensions-in-old-version": { version: number };
  /** Dotted. */
  "path.policy-qualifier-unknown": { qualifier: string };
  "path.issuer-name-empty": Record<never, never>;

  // purpose and name
  "path.purpose-not-allowed": { purpose: PathPurpose; allowed: string };
  "path.purpose-not-allowed-by-issuer": { purpose: PathPurpose; allowed: string };
  "path.key-usage-not-purpose": { purpose: PathPurpose; usages: string };
  "path.peer-name-mismatch": { name: string; names: string; count: number };
  "path.peer-name-malformed": { name: string };

  // name constraints
  "path.name-not-permitted": { kind: string; name: string; constrainedBy: string; permitted: string };
  "path.name-excluded": { kind: string; name: string; constrainedBy: string; excluded: string };
  "path.name-constraint-unsupported": { kind: string; name: string; constrainedBy: string };
  "path.name-malformed": { kind: string; name: string };

  // policies
  "path.no-valid-policy": Record<never, never>;
  "path.policy-not-accepted": { accepted: string };
  "path.policy-maps-any": Record<never, never>;

  // revocation
  "path.revoked": { reason: string; at: string; serial: string };
  "path.revocation-unknown": { serial: string; crls: number; responses: number };
  "path.crl-out-of-date": { issuer: string; nextUpdate: string; at: string };
  "path.crl-too-old": { issuer: string; thisUpdate: string; days: number; allowed: number };
  "path.crl-not-yet-valid": { issuer: string; thisUpdate: string; at: string };
  "path.crl-signature-invalid": { issuer: string; algorithm: string };
  "path.crl-by-other-key": { issuer: string; keyId: string };
  "path.crl-signer-not-allowed": { issuer: string };
  "path.crl-signer-unknown": { issuer: string };
  /**
   * `feature`: an object identifier, the name of an algorithm, or `circular`: whether its signer is revoked hangs on
   * the list.
   */
  "path.crl-unsupported": { issuer: string; feature: string };
  "path.crl-malformed": { issuer: string; problem: CrlProblem };
  "path.crl-delta-without-base": { issuer: string; base: string };
  "path.crl-other-scope": {
    issuer: string;
    scope: "authorities" | "end-entities" | "attributes" | "distribution-point";
    point: string;
  };
  /** `responder`: the name that signed or should have, else the hash of its key in hexadecimal. */
  "path.ocsp-out-of-date": { responder: string; nextUpdate: string; at: string };
  "path.ocsp-too-old": { responder: string; thisUpdate: string; days: number; allowed: number };
  "path.ocsp-not-yet-valid": { responder: string; thisUpdate: string; at: string };
  "path.ocsp-signature-invalid": { responder: string; algorithm: string };
  "path.ocsp-digest-weak": { responder: string; algorithm: string; bits: number; required: number };
  "path.ocsp-signer": { responder: string; problem: OcspSignerProblem };
  /** `feature`: an object identifier or the name of an algorithm. */
  "path.ocsp-unsupported": { responder: string; feature: string };
  "path.ocsp-malformed": { responder: string; problem: OcspProblem };
  /** The responder does not know the certificate. */
  "path.ocsp-unknown": { serial: string };
  /** The response holds no answer: an error, or content of another `type` (an object identifier) than the basic one. */
  "path.ocsp-no-answer": { status: ResponseStatus; type: string };

  // RFC 5280 §4: the profile of certificates, beyond what §6 checks ("strict")
  "path.key-id-missing": { extension: string };
  "path.criticality": { extension: string; mustBeCritical: string };
  "path.serial-not-positive": { serial: string };
  "path.serial-too-long": { octets: number };
  "path.ca-subject-empty": Record<never, never>;
  "path.path-length-without-ca": Record<never, never>;
  "path.sign-usage-without-ca": Record<never, never>;
  "path.name-constraints-in-end-entity": Record<never, never>;
  "path.authority-extension-in-end-entity": { extension: string };
  "path.name-form": { kind: "dns" | "email" | "uri" | "ip"; problem: "empty" | "address-length" };
  "path.name-constraint-form": { constraint: string };
  "path.address-in-dns-name": { name: string };
  "path.name-attribute-too-long": { attribute: string; length: number; allowed: number };

  // CA/Browser Forum Baseline Requirements ("web")
  "path.web.name-missing": Record<never, never>;
  "path.web.purpose-missing": Record<never, never>;
  "path.web.purpose-any": Record<never, never>;
  "path.web.purpose-critical": Record<never, never>;
  "path.web.root-purpose": Record<never, never>;
  "path.web.names-critical": Record<never, never>;
  "path.web.end-entity-is-ca": Record<never, never>;
  "path.web.common-name-not-in-names": { commonName: string };
  "path.web.wildcard-too-wide": { name: string };
  "path.web.key-not-allowed": { key: string };
  "path.web.version": { version: number };
  "path.web.root-key-id": { problem: RootKeyIdProblem };
}

/** What is wrong with the form of a revocation list (RFC 5280 §5.1, §5.2). */
export type CrlProblem =
  | DerProblem
  | "duplicate-extension"
  | "version-1-written"
  | "extensions-in-version-1"
  | "no-crl-number"
  | "critical-crl-number"
  | "no-authority-key-id"
  | "critical-authority-key-id"
  | "empty-issuing-point"
  | "empty-revoked-list"
  | "uncritical-issuing-point"
  | "uncritical-delta"
  | "critical-freshest"
  | "entry-criticality";

/** What is wrong with the form of an answer of OCSP (RFC 6960 §4.2). */
export type OcspProblem = "bad-time" | "duplicate-extension" | "times-reversed" | "produced-outside-validity";

/**
 * Why the signer of an OCSP response may not speak for the issuer (RFC 6960 §4.2.2.2). `unknown`: its certificate is
 * not here; `issuer`: another authority issued it; `certificate`: it is no sound certificate.
 */
export type OcspSignerProblem = "unknown" | "purpose" | "key-usage" | "issuer" | "dates" | "certificate" | "revoked";

export type RootKeyIdProblem = "issuer-present" | "serial-present" | "key-id-missing" | "key-id-differs";

export type PathFindingCode = keyof PathFindingFacts;

export interface CertificateReference {
  /** SHA-256 of the DER, lower hexadecimal. */
  readonly sha256: string;
  readonly subject: string;
}

/** "reject" ends the trust in a path; "note" is worth knowing and does not. */
export type PathSeverity = "reject" | "note";

export interface PathFinding<C extends PathFindingCode = PathFindingCode> {
  readonly code: C;
  readonly severity: PathSeverity;
  /** The certificate at fault; null when it is about the search as a whole. */
  readonly certificate: CertificateReference | null;
  readonly params: PathFindingFacts[C];
  /** `RFC 5280 §6.1.3 (a)(2)` */
  readonly citation: string;
}

/**
 * Where the rule stands. The order of this table is the rank: when several things are wrong, the one further up
 * explains the others or matters more, and is shown first.
 */
export const citations: { readonly [C in PathFindingCode]: string } = {
  "path.budget-exhausted": "RFC 4158 §2.4.2",
  "path.revoked": "RFC 5280 §6.1.3 (a)(3)",
  "path.signature-invalid": "RFC 5280 §6.1.3 (a)(1)",
  "path.algorithm-mismatch": "RFC 5280 §4.1.1.2",
  "path.signature-unsupported": "RFC 5280 §6.1.3 (a)(1)",
  "path.key-unsupported": "RFC 5480 §2.1.1",
  "path.key-form": "RFC 3279 §2.3, RFC 5480 §2.1, RFC 8410 §3",
  "path.no-anchors": "RFC 5280 §6.1.1 (d)",
  "path.anchor-key-differs": "RFC 5280 §6.1.1 (d)",
  "path.issuer-key-differs": "RFC 5280 §6.1.3 (a)(1)",
  "path.untrusted-root": "RFC 5280 §6.1.1 (d)",
  "path.target-is-anchor": "RFC 5280 §6.1",
  "path.loop": "RFC 4158 §2.4.2",
  "path.no-issuer": "RFC 5280 §6.1.3 (a)(4)",
  "path.depth-exceeded": "RFC 4158 §2.4.2",
  "path.expired": "RFC 5280 §6.1.3 (a)(2)",
  "path.not-yet-valid": "RFC 5280 §6.1.3 (a)(2)",
  "path.version-not-ca": "RFC 5280 §6.1.4 (k)",
  "path.no-basic-constraints": "RFC 5280 §6.1.4 (k)",
  "path.not-ca": "RFC 5280 §6.1.4 (k)",
  "path.length-exceeded": "RFC 5280 §6.1.4 (l)",
  "path.key-usage-not-sign": "RFC 5280 §6.1.4 (n)",
  "path.date-form": "RFC 5280 §4.1.2.5",
  "path.duplicate-extension": "RFC 5280 §4.2",
  "path.extension-malformed": "RFC 5280 §4.2",
  "path.policy-qualifier-unknown": "RFC 5280 §4.2.1.4",
  "path.extensions-in-old-version": "RFC 5280 §4.1.2.1",
  "path.peer-name-malformed": "RFC 9525 §6.1",
  "path.peer-name-mismatch": "RFC 9525 §6",
  "path.purpose-not-allowed": "RFC 5280 §4.2.1.12",
  "path.purpose-not-allowed-by-issuer": "RFC 5280 §4.2.1.12",
  "path.key-usage-not-purpose": "RFC 5280 §4.2.1.3",
  "path.name-excluded": "RFC 5280 §6.1.3 (c)",
  "path.name-not-permitted": "RFC 5280 §6.1.3 (b)",
  "path.name-constraint-unsupported": "RFC 5280 §4.2.1.10",
  "path.name-malformed": "RFC 5280 §4.2.1.6",
  "path.unknown-critical-extension": "RFC 5280 §6.1.4 (o), §6.1.5 (f)",
  "path.issuer-name-empty": "RFC 5280 §4.1.2.4",
  "path.no-valid-policy": "RFC 5280 §6.1.3 (f)",
  "path.policy-not-accepted": "RFC 5280 §6.1.5 (g)",
  "path.policy-maps-any": "RFC 5280 §6.1.4 (a)",
  "path.digest-weak": "NIST SP 800-57 Part 1 §5.6.1",
  "path.key-weak": "NIST SP 800-57 Part 1 §5.6.1",
  "path.crl-signature-invalid": "RFC 5280 §6.3.3 (g)",
  "path.crl-by-other-key": "RFC 5280 §6.3.3 (g)",
  "path.crl-signer-not-allowed": "RFC 5280 §6.3.3 (f)",
  "path.crl-signer-unknown": "RFC 5280 §6.3.3 (f)",
  "path.crl-out-of-date": "RFC 5280 §6.3.3 (a)",
  "path.crl-too-old": "RFC 5280 §5.1.2.5",
  "path.crl-not-yet-valid": "RFC 5280 §5.1.2.4",
  "path.crl-unsupported": "RFC 5280 §5.2",
  "path.crl-malformed": "RFC 5280 §5",
  "path.crl-delta-without-base": "RFC 5280 §5.2.4",
  "path.crl-other-scope": "RFC 5280 §5.2.5",
  "path.ocsp-signature-invalid": "RFC 6960 §3.2",
  "path.ocsp-signer": "RFC 6960 §4.2.2.2",
  "path.ocsp-digest-weak": "NIST SP 800-57 Part 1 §5.6.1",
  "path.ocsp-out-of-date": "RFC 6960 §4.2.2.1",
  "path.ocsp-too-old": "RFC 6960 §4.2.2.1",
  "path.ocsp-not-yet-valid": "RFC 6960 §4.2.2.1",
  "path.ocsp-unsupported": "RFC 6960 §4.4",
  "path.ocsp-malformed": "RFC 6960 §4.2",
  "path.ocsp-no-answer": "RFC 6960 §4.2.1",
  "path.ocsp-unknown": "RFC 6960 §2.2",
  "path.revocation-unknown": "RFC 5280 §6.3.3",
  "path.ca-subject-empty": "RFC 5280 §4.1.2.6",
  "path.serial-not-positive": "RFC 5280 §4.1.2.2",
  "path.serial-too-long": "RFC 5280 §4.1.2.2",
  "path.name-constraints-in-end-entity": "RFC 5280 §4.2.1.10",
  "path.authority-extension-in-end-entity": "RFC 5280 §4.2.1.5, §4.2.1.11, §4.2.1.14",
  "path.name-form": "RFC 5280 §4.2.1.6",
  "path.name-constraint-form": "RFC 5280 §4.2.1.10",
  "path.path-length-without-ca": "RFC 5280 §4.2.1.9",
  "path.sign-usage-without-ca": "RFC 5280 §4.2.1.3",
  "path.key-id-missing": "RFC 5280 §4.2.1.1, §4.2.1.2",
  "path.criticality": "RFC 5280 §4.2",
  "path.address-in-dns-name": "RFC 5280 §4.2.1.6",
  "path.name-attribute-too-long": "RFC 5280 Appendix A.1",
  "path.web.version": "CA/B BR §7.1.1",
  "path.web.end-entity-is-ca": "CA/B BR §7.1.2.7.8",
  "path.web.name-missing": "CA/B BR §7.1.2.7.12",
  "path.web.purpose-missing": "CA/B BR §7.1.2.7.6",
  "path.web.purpose-any": "CA/B BR §7.1.2.7.10",
  "path.web.purpose-critical": "CA/B BR §7.1.2.7.6",
  "path.web.root-purpose": "CA/B BR §7.1.2.1.2",
  "path.web.names-critical": "CA/B BR §7.1.2.7.12",
  "path.web.common-name-not-in-names": "CA/B BR §7.1.4.3",
  "path.web.wildcard-too-wide": "CA/B BR §3.2.2.6",
  "path.web.key-not-allowed": "CA/B BR §6.1.5, §7.1.3.1",
  "path.web.root-key-id": "CA/B BR §7.1.2.1.3",
};

const ranks: ReadonlyMap<string, number> = new Map(Object.keys(citations).map((code, rank) => [code, rank]));

/** Position in the table above: the smaller, the more it explains. */
export const rankOf = (code: PathFindingCode): number => ranks.get(code) ?? ranks.size;

/** Rejections before notes, then by rank; the order of equals is kept (end entity first). */
export function rankFindings(findings: readonly PathFinding[]): PathFinding[] {
  const weight = (finding: PathFinding) => (finding.severity === "reject" ? 0 : 1000) + rankOf(finding.code);
  return [...findings].sort((a, b) => weight(a) - weight(b));
}

export function findingOf<C extends PathFindingCode>(
  code: C,
  certificate: CertificateReference | null,
  params: PathFindingFacts[C],
  severity: PathSeverity = "reject",
): PathFinding<C> {
  return { code, severity, certificate, params, citation: citations[code] };
}
