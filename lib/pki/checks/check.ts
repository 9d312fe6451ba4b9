import type { Certificate } from "../x509/certificate.ts";
import type { Crl } from "../x509/crl.ts";
import type { CertificationRequest } from "../x509/csr.ts";
import type { PublicKeyFacts } from "../keys/public-key.ts";
import type { Finding, FindingCode, FindingFacts, Severity } from "./finding.ts";

/**
 * One rule: what it finds, how grave that is and where it stands. A file each; index.ts lists them by hand.
 * `find` gives the facts of every breach, none when all is well, and never throws for something that was read.
 */
export interface Check<Subject, C extends FindingCode = FindingCode, Circumstances extends unknown[] = []> {
  readonly code: C;
  readonly severity: Severity;
  /** `RFC 5280 §4.2` */
  readonly citation: string;
  /** The section that is about the very thing that was found, where the rule stands in many. */
  citationOf?(facts: FindingFacts[C]): string | null;
  find(subject: Subject, ...circumstances: Circumstances): readonly FindingFacts[C][];
}

export interface KeyOf {
  readonly facts: PublicKeyFacts;
  readonly spki: Uint8Array;
}

/** The parts that a certificate and a request have in common. */
export type Named = Pick<Certificate, "subject" | "extensions">;

/** What has extensions: certificates, requests and lists. */
export type Extended = Pick<Certificate, "extensions">;

/** The parts that whatever is signed has in common; the algorithm inside is that of certificates and lists. */
export type Signed = Pick<Certificate, "signatureAlgorithm"> & Partial<Pick<Certificate, "tbsSignatureAlgorithm">>;

/** A list like a certificate is judged at a time. */
export type CrlCheck<C extends FindingCode = FindingCode> = Check<Crl, C, [now: Date]>;

export type CertificateCheck<C extends FindingCode = FindingCode> = Check<Certificate, C, [now: Date]>;

export const certificateCheck = <C extends FindingCode>(check: CertificateCheck<C>): CertificateCheck<C> => check;
export const requestCheck = <C extends FindingCode>(
  check: Check<CertificationRequest, C>,
): Check<CertificationRequest, C> => check;
export const crlCheck = <C extends FindingCode>(check: CrlCheck<C>): CrlCheck<C> => check;
/** Of the bytes themselves, whatever they are. */
export const derCheck = <C extends FindingCode>(check: Check<Uint8Array, C>): Check<Uint8Array, C> => check;
export const signedCheck = <C extends FindingCode>(check: Check<Signed, C>): Check<Signed, C> => check;
export const extensionCheck = <C extends FindingCode>(check: Check<Extended, C>): Check<Extended, C> => check;
export const nameCheck = <C extends FindingCode>(check: Check<Named, C>): Check<Named, C> => check;
export const keyCheck = <C extends FindingCode>(check: Check<KeyOf, C>): Check<KeyOf, C> => check;

/** The facts when it is so, else nothing. */
export const when = <F>(isSo: boolean, facts: F): readonly F[] => (isSo ? [facts] : []);

export function findingsOf<Subject, Circumstances extends unknown[]>(
  checks: readonly Check<Subject, FindingCode, Circumstances>[],
  subject: Subject,
  ...circumstances: Circumstances
): Finding[] {
  return checks.flatMap(({ code, severity, citation, citationOf, find }) =>
    find(subject, ...circumstances).map((params) => ({
      code,
      severity,
      citation: citationOf?.(params) ?? citation,
      params,
    })),
  );
}
