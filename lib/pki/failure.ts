/**
 * Every way in which a question can go unanswered: code → the facts that explain it.
 * One message function per code and language lives in lib/i18n/{en,ko}/errors/errors.ts; a missing one does not compile.
 * Facts are numbers, names and places; never a secret, never a library's words.
 */
export interface ErrorFacts {
  // the gate
  "actor.unknown": Record<never, never>;
  "actor.forbidden": { permission: string; role: string };
  "input.malformed": { issues: readonly InputIssue[] };
  "command.unknown": { name: string };
  "confirmation.required": { what: string; name: string; services: readonly string[] };
  "rate.limited": { retryAfterSeconds: number };
  "request.too-large": { limit: number };
  "request.bad-json": { offset: number | null };
  "request.foreign-origin": { origin: string };

  // people and tokens
  "user.exists": { email: string };
  "user.unknown": { email: string };
  "user.last-administrator": { email: string };
  "password.wrong": Record<string, never>;
  "password.of-nobody": Record<string, never>;
  "password.too-short": { length: number; minimum: number };
  "password.too-long": { length: number; maximum: number };
  "token.name-in-use": { name: string };
  "token.unknown": { name: string };
  "setup.closed": Record<never, never>;
  "setup.bad-link": Record<never, never>;
  "sign-in.refused": Record<never, never>;

  // services
  "target.unknown": { target: string; nearest: string | null };
  "rehearsal.too-many": { attempts: number; limit: number };
  "pack.nothing": { target: string };
  "service.unknown": { service: string };
  "service.name-in-use": { name: string };
  "service.step-unknown": { step: string };
  "service.changed": { service: string };
  "service.nothing-to-fix": { service: string; check: string };
  // a batch of client certificates
  "table.empty": Record<never, never>;
  "table.malformed": { line: number };
  "table.no-names": { columns: readonly string[] };
  "row.no-name": Record<never, never>;
  "row.duplicate": { first: number; value: string };
  "row.already-certified": { fileName: string; notAfter: string };
  "template.malformed": { part: string; attributes: string };
  "template.placeholder-unknown": { placeholder: string; known: string };
  "batch.too-many-rows": { rows: number; limit: number };
  "batch.rows-refused": { count: number; of: number; rows: readonly RefusedRow[] };
  "batch.already-certified": { count: number; of: number; rows: readonly RefusedRow[] };
  "batch.nobody-left": { of: number };
  "batch.unknown": { batch: string };
  "batch.running": { title: string };
  "batch.not-running": { title: string };
  "batch.nothing-left": { title: string };
  "batch.nothing-to-renew": { title: string; days: number };
  "batch.no-files": { title: string };
  "batch.passphrases-taken": { title: string; at: string; by: string };
  "link.unknown": Record<never, never>;
  "link.used": { at: string };
  "link.expired": { at: string };
  "link.revoked": Record<never, never>;

  internal: { eventId: string };

  // the database and the master key (D); `where` is host, port and database, or a path
  "database.unreachable": { where: string };
  "database.newer": { migration: string };
  "database.extension-forbidden": { extension: string; where: string };
  "database.migration-failed": { where: string };
  "master-key.missing": { path: string; keys: number };
  "master-key.wrong": { path: string; found: string; wanted: string };
  "master-key.exposed": { path: string; mode: string };
  "master-key.malformed": { path: string };

  // the store and the vault (D)
  "file.name-in-use": { fileName: string; kind: string; services: readonly string[] };
  "key.already-stored": { fileName: string };
  "certificate.already-stored": { fileName: string };
  "sign.serial-taken": { serialNumber: string };
  "sign.intent-unknown": Record<never, never>;
  "cursor.malformed": Record<never, never>;
  "key.damaged-seal": { fileName: string };

  // DER and PEM (X.690, RFC 7468)
  "der.malformed": { offset: number; problem: DerProblem };
  "pem.malformed": { line: number; label: string; problem: "no-end" | "label-mismatch" | "bad-base64" | "empty" };
  "file.unrecognised": { size: number; recognised: string; offset: number };
  "file.too-large": { size: number; limit: number };
  "file.empty": { fileName: string };

  // private keys, PKCS#8, OpenSSH (B)
  "key.not-found": { found: string };
  "key.locked": { encryption: string };
  "key.wrong-passphrase": Record<never, never>;
  "key.unsupported-encryption": { scheme: string };
  "key.damaged": { offset: number };
  "passphrase.required": Record<never, never>;
  "encryption.too-costly": { parameter: "iterations" | "memory" | "rounds"; value: number; limit: number };

  // containers (B)
  "pkcs12.locked": { encryption: string };
  "pkcs12.wrong-passphrase": Record<never, never>;
  "pkcs12.damaged": { offset: number };
  "pkcs12.unsupported": { scheme: string };
  "pkcs12.no-key": { certificates: number };
  "pkcs7.no-certificates": { contentType: string };
  "keystore.wrong-passphrase": Record<never, never>;
  "keystore.key-own-passphrase": { name: string };
  "keystore.locked": { type: string };
  "keystore.unsupported": { scheme: string };
  "keystore.damaged": { offset: number };
  "ssh-key.malformed": { offset: number };
  "ssh-key.unsupported": { algorithm: string };

  // names: the subject (RFC 5280 appendix A bounds, ISO 3166) and the subject alternative names
  "subject.empty": Record<never, never>;
  "subject.value-empty": { attribute: string };
  "subject.value-too-long": { attribute: string; length: number; limit: number };
  "subject.bad-character": { attribute: string; character: string; position: number };
  "subject.country-unknown": { value: string; suggestion: string };
  /** `item` as it was written; `part` is the piece that is wrong and `position` its number from 1 (0: the whole). */
  "san.malformed": { item: string; reason: SanProblem; part: string; position: number };

  // keys and requests
  "key.too-weak": { label: string; minimum: string };
  "key.unsupported": { label: string };
  "csr.bad-signature": { subject: string; algorithm: string };
  "csr.unsupported-signature": { subject: string; algorithm: string };

  // signing (RFC 5280 §4.2, §6.1)
  "sign.issuer-not-authority": { issuer: string };
  "sign.issuer-key-too-weak": { issuer: string; label: string; minimum: string };
  "sign.issuer-may-not-sign": { issuer: string };
  /** Dates as ISO 8601 text. */
  "sign.issuer-expired": { issuer: string; notAfter: string };
  "sign.issuer-not-yet-valid": { issuer: string; notBefore: string };
  "sign.path-length-used-up": { issuer: string; pathLength: number };
  "sign.name-not-permitted": { issuer: string; name: string; constraint: "excluded" | "not-permitted" };
  "sign.issuer-constraints-unreadable": { issuer: string };
  "sign.days-out-of-range": { days: number; minimum: number; maximum: number };
  "sign.path-length-out-of-range": { pathLength: number; maximum: number };
  "sign.serial-out-of-range": { octets: number };
  "sign.key-is-not-the-issuers": { issuer: string };
  "sign.signature-failed": { issuer: string };

  // commands: names, files, confirmations
  "name.malformed": {
    name: string;
    problem: "empty" | "character" | "too-long";
    character: string;
    position: number;
    limit: number;
  };
  "name.in-use": { name: string; fileNames: readonly string[]; services: readonly string[] };
  "file-name.malformed": { fileName: string; problem: "empty" | "character" | "too-long" | "dots"; position: number };
  "file.not-found": { fileName: string; nearest: string | null };
  "file.wrong-kind": { fileName: string; kind: string; wanted: string };
  "file.is-secret": { fileName: string };
  "file.not-kept": { fileName: string; kind: string };
  "container.part-left-out": { type: string; count: number };
  "container.key-left-locked": { name: string };
  "file.has-dependents": { fileName: string; dependents: readonly string[]; services: readonly string[] };
  "generation.not-found": { name: string; generation: number };
  "key.still-locked": { fileName: string };
  "key.absent": { fileName: string };
  "passphrase.too-short": { length: number; minimum: number };
  "sign.already-certified": { by: string; fileName: string; notAfter: string; services: readonly string[] };
  "sign.would-replace": { fileName: string; services: readonly string[] };
  "pkcs12.has-no-key": { fileName: string };
  "export.no-certificate": { name: string };
  "export.unencrypted-not-chosen": { name: string };
  "export.not-in-clear": { format: string };
  "export.only-in-clear": { format: string };
  "export.key-mismatch": { keyFile: string; certificateFile: string };
  "export.no-traditional-form": { algorithm: string };
  "export.no-jwk": { label: string };
  /** What we had just written did not open as it should: our fault, and nothing was handed out. */
  "export.unproven": { problem: "mac" | "key" | "certificates" | "order" };
  "zip.too-many-entries": { entries: number; limit: number };
  "zip.too-large": { size: number; limit: number };
  "zip.damaged": { fileName: string };
  /** Kinds of what was found instead, as `inspect` names them. */
  "bundle.no-certificates": { found: readonly string[] };
  "bundle.too-many": { count: number; limit: number };
  /** The kind leaves nothing: a CA bundle of a certificate whose issuers are not here. */
  "bundle.empty": { kind: string };
  /** There is one for each leaf, and one name to store it under. */
  "bundle.several": { count: number; leaves: readonly string[] };
  "bundle.no-such-leaf": { leaf: string };
  /** Nothing newer is here. */
  "bundle.current": { fileName: string };
  /** An entry whose octets would become too many times as many. */
  "zip.ratio": { entry: string; packed: number; size: number; limit: number };
  "zip.encrypted": { entry: string };
  "zip.unsupported": { entry: string; method: string };
  "zip.nested": { fileName: string; limit: number };
  "zip.empty": { fileName: string };
  "reading.timed-out": { seconds: number };
  "reading.busy": { waiting: number };

  // importing after a review
  "import.expired": Record<never, never>;
  "import.nothing-chosen": Record<never, never>;
  "import.unknown-item": { item: string };
  "import.name-twice": { fileName: string };

  // the typed line
  "line.unbalanced-quote": { position: number };
  "line.unknown-word": { word: string; nearest: string | null };
  "line.unknown-attribute": { attribute: string; command: string; nearest: string | null };
  "line.repeated-attribute": { attribute: string };
  "line.missing-word": { command: string; word: string; usage: string };
  "line.extra-word": { command: string; word: string; usage: string };
  "line.secret-inline": { command: string; what: string };
  "line.secret-needed": { command: string; what: string; path: string };
}

export interface InputIssue {
  /** Path of the field, e.g. `subject.C` or `subjectAltNames.2`. */
  readonly field: string;
  /** A code of lib/i18n `issues`; the words are chosen there. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What is wrong with one subject alternative name. */
export type SanProblem =
  | "empty"
  | "white-space"
  | "dns-bad-character"
  | "dns-empty-label"
  | "dns-label-too-long"
  | "dns-too-long"
  | "dns-hyphen"
  | "dns-wildcard"
  | "dns-trailing-dot"
  | "dns-numeric"
  | "dns-port"
  | "dns-idn"
  | "ip-cidr"
  | "ip-octet"
  | "ip-parts"
  | "ip-malformed"
  | "email-malformed"
  | "email-not-ascii"
  | "uri-relative"
  | "uri-malformed"
  | "upn-malformed"
  | "rid-malformed"
  | "too-long";

export type DerProblem =
  | "truncated"
  | "trailing-bytes"
  | "indefinite-length"
  | "long-length-not-minimal"
  | "length-too-large"
  | "high-tag-not-minimal"
  | "unexpected-tag"
  | "bad-boolean"
  | "bad-integer"
  | "bad-bit-string"
  | "bad-oid"
  | "bad-time"
  | "bad-string"
  | "bad-value"
  | "too-deep";

/** A row of a table that was refused, by its own code and facts. */
export interface RefusedRow {
  readonly position: number;
  readonly problem: { readonly code: string; readonly params: object };
}

export type ErrorCode = keyof ErrorFacts;

/** The one error that lib/pki and lib/commands throw on purpose. `message` is the code alone: words come from lib/i18n. */
export class Failure<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "Failure";
  readonly code: C;
  readonly facts: ErrorFacts[C];

  constructor(code: C, facts: ErrorFacts[C], cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.facts = facts;
  }
}

/**
 * True when `error` is a Failure, with the given code when one is named. By name and not by `instanceof`: a bundler may
 * give two entry points a copy of this module each, and an error of one copy must not become `internal` in the other.
 */
export function isFailure<C extends ErrorCode = ErrorCode>(error: unknown, code?: C): error is Failure<C> {
  if (!(error instanceof Error) || error.name !== "Failure") return false;
  return code === undefined || (error as Failure).code === code;
}
