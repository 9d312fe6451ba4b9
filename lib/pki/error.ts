/**
 * Every way in which a question can go unanswered: code → the facts that explain it.
 * One message function per code and language lives in lib/i18n/{en,ko}/errors.ts; a missing one does not compile.
 * Facts are numbers, names and places; never a secret, never a library's words.
 */
export interface ErrorFacts {
  // the gate
  "actor.unknown": Record<never, never>;
  "actor.forbidden": { permission: string; role: string };
  "input.malformed": { issues: readonly InputIssue[] };
  "command.unknown": { name: string };
  "confirmation.required": { what: string; name: string };
  "rate.limited": { retryAfterSeconds: number };
  "request.too-large": { limit: number };
  "request.bad-json": { offset: number | null };
  "request.unsupported-type": { found: string; wanted: string };
  "request.foreign-origin": { origin: string };

  // people and tokens
  "user.exists": { email: string };
  "user.unknown": { email: string };
  "user.last-administrator": { email: string };
  "password.too-short": { length: number; minimum: number };
  "password.too-long": { length: number; maximum: number };
  "token.name-in-use": { name: string };
  "token.unknown": { name: string };
  "setup.closed": Record<never, never>;
  "setup.bad-link": Record<never, never>;
  "sign-in.refused": Record<never, never>;

  "internal": { eventId: string };

  // DER and PEM (X.690, RFC 7468)
  "der.malformed": { offset: number; problem: DerProblem };
  "pem.malformed": { line: number; label: string; problem: "no-end" | "label-mismatch" | "bad-base64" | "empty" };
  "file.unrecognised": { size: number; recognised: string; offset: number };
  "file.too-large": { size: number; limit: number };
  "file.empty": { fileName: string };
}

export interface InputIssue {
  /** Path of the field, e.g. `subject.C` or `subjectAltNames.2`. */
  readonly field: string;
  /** A code of lib/i18n `issues`; the words are chosen there. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

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

/** True when `error` is a Failure, with the given code when one is named. */
export function isFailure<C extends ErrorCode = ErrorCode>(error: unknown, code?: C): error is Failure<C> {
  return error instanceof Failure && (code === undefined || error.code === code);
}
