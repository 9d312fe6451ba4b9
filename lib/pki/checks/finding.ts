import type { IrregularTime } from "../asn1/any-time.ts";
import type { DerBreach } from "../asn1/der-breaches.ts";
import type { DerProblem } from "../failure.ts";

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
  "key.rsa-small-factor": { label: string };

  // the signature
  "signature.sha1": { algorithm: string };
  "signature.broken-digest": { algorithm: string };
  "signature.unknown": { oid: string };
  "signature.algorithms-differ": { inside: string; outside: string };
  "signature.self-invalid": { algorithm: string };
  /** `parts`: how many the largest block has; 0 when they cannot be told apart. */
  "signature.block": { parts: number };
  "signature.parameters": { algorithm: string };

  // validity; days are whole and rounded down
  "validity.expired": { notAfter: string; days: number };
  "validity.ends-soon": { notAfter: string; days: number };
  "validity.not-yet": { notBefore: string; days: number };
  "validity.reversed": { notBefore: string; notAfter: string };
  "validity.long": { days: number; limit: number };
  "validity.date-form": IrregularTime<"notBefore" | "notAfter">;
  "validity.generalized-early": { field: "notBefore" | "notAfter"; year: number };
  "validity.utc-wrapped": { year: number; meant: number };

  // version, serial number, structure
  "version.old": { version: number };
  "version.unknown": { version: number };
  "version.extensions-not-allowed": { version: number };
  "serial.zero": Record<never, never>;
  "serial.negative": { serial: string };
  "serial.short": { serial: string; bits: number };
  "serial.long": { octets: number };
  "extension.repeated": { name: string };
  "extension.unknown-critical": { oid: string };
  "extension.malformed": { name: string; offset: number };
  "extension.empty": { name: string };
  /** Read by passing over what is at `offset`. */
  "structure.unusual": { offset: number; problem: DerProblem };

  // the encoding: rules of DER; `offset` is the first place and `count` how many there are
  "encoding.length": DerBreach;
  "encoding.indefinite-length": DerBreach;
  "encoding.string-in-pieces": DerBreach;
  "encoding.boolean": DerBreach;
  "encoding.integer": DerBreach;
  "encoding.default": DerBreach;
  "encoding.set-order": DerBreach;
  "encoding.bit-string": DerBreach;

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
  "name.too-long": { attribute: string; length: number; limit: number };
  /** `found`: a type of ASN.1 as `openssl asn1parse` names it. */
  "name.string-type": { attribute: string; found: string };
  "name.control-character": { name: string };
  "name.unicode": { name: string; ascii: string };
  "name.second-list": { names: string };

  // authorities and uses
  "authority.no-key-usage": Record<never, never>;
  "authority.may-not-sign": Record<never, never>;
  "authority.constraints-not-critical": Record<never, never>;
  "authority.no-key-id": Record<never, never>;
  "authority.old-root": Record<never, never>;
  "authority.path-length-negative": { pathLength: number };
  "use.signs-without-authority": Record<never, never>;
  "use.path-length-without-authority": Record<never, never>;
  "use.precertificate": Record<never, never>;
  "use.no-purpose": Record<never, never>;
  "use.self-signed-leaf": Record<never, never>;
  "issuer.no-key-id": Record<never, never>;

  // requests
  "request.signature-invalid": { algorithm: string };
  "request.signature-unsupported": { algorithm: string };
  "request.challenge-password": Record<never, never>;
  "request.no-names": Record<never, never>;
  "request.version": { version: number };

  // revocation lists; dates as ISO 8601
  "crl.expired": { nextUpdate: string; days: number };
  "crl.not-yet": { thisUpdate: string; days: number };
  "crl.no-end": Record<never, never>;
  "crl.date-form": IrregularTime<"thisUpdate" | "nextUpdate">;
  "crl.signature-sha1": { algorithm: string };
  "crl.broken-digest": { algorithm: string };
  "crl.no-number": Record<never, never>;
  "crl.no-key-id": Record<never, never>;
  /** `extensions`: how many it has all the same. */
  "crl.old-version": { extensions: number };
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
