import { Failure as PkiFailure, isFailure as isPkiFailure } from "../pki/failure.ts";
import type { FailureClass, FailureGuard, PkiErrorFacts } from "../pki/failure.ts";

/** The ways in which a typed line can be refused: code → the facts that explain it. */
export interface LineErrorFacts extends PkiErrorFacts {
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

/** Throws a code of a typed line. */
export const Failure: FailureClass<LineErrorFacts> = PkiFailure;
export type Failure<C extends keyof LineErrorFacts = keyof LineErrorFacts> = PkiFailure<LineErrorFacts, C>;

/** True when `error` is a Failure, with the given code when one is named. */
export const isFailure = isPkiFailure as FailureGuard<LineErrorFacts>;
