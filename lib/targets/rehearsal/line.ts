import type { PathFinding } from "../../pki/path/finding.ts";
import type { LoadProblem, ProcessEnd, TlsAlert } from "./attempt.ts";
import type { IdentityKind } from "./identity.ts";

/**
 * The lines of a transcript: code → the facts of its sentence. The sentences are in
 * lib/i18n/{en,ko}/sentences/rehearsal.ts, one for each code; a missing one does not compile. Names are RFC 4514 text,
 * chains are joined with ` › `, leaf first.
 */
export interface RehearsalFacts {
  // before the handshake
  "rehearsal.not-loaded": { side: End; problem: LoadProblem; subject: string; key: string };

  /** `keys`: those of both ends, by their names. */
  "rehearsal.process-ended": { reason: ProcessEnd["reason"]; detail: string; keys: string };

  // what was sent
  "rehearsal.sends": { side: End; chain: string; count: number };
  "rehearsal.sends-nothing": Record<never, never>;
  "rehearsal.not-asked": Record<never, never>;
  "rehearsal.sent-otherwise": { side: End; sent: number; planned: number };

  "rehearsal.sent-none": { side: End; key: string };

  // what was made of it
  "rehearsal.no-agreement": { side: End; objection: string; key: string };
  "rehearsal.agreed": { protocol: string; cipher: string };
  "rehearsal.trusted": { side: End; chain: string };
  "rehearsal.refused": { side: End; verdict: string };
  "rehearsal.judged-otherwise": { side: End; verdict: string; ours: string };
  "rehearsal.name-found": { name: string };
  "rehearsal.name-common": { name: string };
  "rehearsal.name-missing": { name: string; names: string };
  "rehearsal.name-not-asked": Record<never, never>;

  // rules of the service, after the handshake
  "rehearsal.rule-key-small": { subject: string; key: string; minimum: number };
  "rehearsal.rule-digest": { subject: string; algorithm: string };
  "rehearsal.rule-common-name": { wanted: string; found: string };
  "rehearsal.rule-depth": { allowed: number; present: number };
  "rehearsal.rule-wildcard": { name: string; caller: string };
  "rehearsal.rule-self-signed": { subject: string; caller: string };
  "rehearsal.rule-key-usage": { usages: string };
  "rehearsal.check-unknown": Record<never, never>;
  "rehearsal.rules-kept": Record<never, never>;

  // whom the service takes the client for
  "rehearsal.identity": { kind: IdentityKind; value: string };
  "rehearsal.no-identity": { kind: IdentityKind };

  // the end
  "rehearsal.alert": { side: End; number: number; name: string };
  "rehearsal.alert-meant": { side: End; number: number; name: string };
  "rehearsal.answered": Record<never, never>;
  "rehearsal.let-in-without": Record<never, never>;
  "rehearsal.turned-away": Record<never, never>;
  "rehearsal.must-be-refused": Record<never, never>;
  "rehearsal.broken-off": Record<never, never>;
  "rehearsal.timed-out": { seconds: number };
}

export type RehearsalCode = keyof RehearsalFacts;
export type RehearsalMessages = { readonly [C in RehearsalCode]: (facts: RehearsalFacts[C]) => string };

export type End = "client" | "server";
/** `ok` and `fail` decide, `info` tells. */
export type Tone = "ok" | "info" | "warn" | "fail";

/** One line of a transcript. */
export interface RehearsalLine {
  readonly code: RehearsalCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** The end that does it; null: both. */
  readonly by: End | null;
  readonly tone: Tone;
  /** Why, in the words of preflight and `verify`; with its citation. */
  readonly finding: PathFinding | null;
  readonly alert: TlsAlert | null;
  /** The message that the service, curl or a library would print, verbatim; never translated. */
  readonly says: readonly string[];
}

export function line<C extends RehearsalCode>(
  code: C,
  params: RehearsalFacts[C] & Readonly<Record<string, string | number>>,
  rest: {
    readonly by?: End;
    readonly tone: Tone;
    readonly finding?: PathFinding | null;
    readonly alert?: TlsAlert;
    readonly says?: readonly string[];
  },
): RehearsalLine {
  return {
    code,
    params,
    by: rest.by ?? null,
    tone: rest.tone,
    finding: rest.finding ?? null,
    alert: rest.alert ?? null,
    says: rest.says ?? [],
  };
}
