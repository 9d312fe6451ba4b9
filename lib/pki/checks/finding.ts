/**
 * The findings of the checks: code → the numbers that its message needs. Messages:
 * lib/i18n/{en,ko}/sentences/findings.ts, one per code.
 */
export interface FindingFacts {
  // the key
  "key.rsa-small": { bits: number; minimum: number };
  "key.rsa-exponent-small": { exponent: string };
  "key.curve-small": { curve: string; bits: number; minimum: number };
  "key.curve-explicit": Record<never, never>;
  "key.dsa": { label: string };
  "key.unknown": { oid: string };
  "key.malformed": { label: string };
  "key.rsa-close-primes": { label: string };
  "key.rsa-roca": { label: string };

  // the signature
  "signature.sha1": { algorithm: string };
  "signature.broken-digest": { algorithm: string };
  "signature.unknown": { oid: string };
  "signature.algorithms-differ": { inside: string; outside: string };
  "signature.self-invalid": { algorithm: string };

  // validity; days are whole and rounded down
  "validity.expired": { notAfter: string; days: number };
  "validity.ends-soon": { notAfter: string; days: number };
  "validity.not-yet": { notBefore: string; days: number };
  "validity.reversed": { notBefore: string; notAfter: string };
  "validity.long": { days: number; limit: number };

  // version, serial number, structure
  "version.old": { version: number };
  "version.extensions-not-allowed": { version: number };
  "serial.zero": Record<never, never>;
  "serial.negative": { serial: string };
  "serial.short": { serial: string; bits: number };
  "serial.long": { octets: number };
  "extension.repeated": { name: string };
  "extension.unknown-critical": { oid: string };
  "extension.malformed": { name: string; offset: number };
  "extension.empty": { name: string };

  // names
  "name.no-subject-alt-name": Record<never, never>;
  "name.common-name-not-listed": { commonName: string };
  "name.wildcard": { name: string };
  "name.underscore": { name: string };
  "name.malformed": { name: string };
  "name.attribute-malformed": { attribute: string };
  "name.empty-part": Record<never, never>;
  "name.empty-subject": Record<never, never>;
  "name.empty-subject-not-critical": Record<never, never>;
  "name.country-unknown": { value: string };

  // authorities and uses
  "authority.no-key-usage": Record<never, never>;
  "authority.may-not-sign": Record<never, never>;
  "authority.constraints-not-critical": Record<never, never>;
  "authority.no-key-id": Record<never, never>;
  "authority.old-root": Record<never, never>;
  "authority.path-length-negative": { pathLength: number };
  "use.signs-without-authority": Record<never, never>;
  "use.path-length-without-authority": Record<never, never>;
  "use.no-purpose": Record<never, never>;
  "use.self-signed-leaf": Record<never, never>;
  "issuer.no-key-id": Record<never, never>;

  // requests
  "request.signature-invalid": { algorithm: string };
  "request.signature-unsupported": { algorithm: string };
  "request.challenge-password": Record<never, never>;
  "request.no-names": Record<never, never>;
}

export type FindingCode = keyof FindingFacts;
/** `danger`: refused by common software, or unsafe. `warn`: breaks a rule or soon will. `info`: worth knowing. */
export type Severity = "danger" | "warn" | "info";

export interface Finding<C extends FindingCode = FindingCode> {
  readonly code: C;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, string | number>>;
  /** Where the rule stands: `RFC 5280 §4.2`. */
  readonly citation: string;
}

/** Message function per code. A missing code, or a fact that does not exist, does not compile. */
export type FindingMessages = { readonly [C in FindingCode]: (facts: FindingFacts[C]) => string };
