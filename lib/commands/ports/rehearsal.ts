import type { KeyOpening } from "./vault.ts";
import type { AttemptFacts, AttemptQuestion } from "../../targets/rehearsal/attempt.ts";

/** Real TLS between a server and a client of our own, on the loopback interface and nowhere else. */
export interface Rehearsal {
  /**
   * One connection, with the keys of the vault and the certificates of the question. Bounded in time; several wait for
   * one another. A key that is locked or absent is a fact of the answer.
   */
  attempt(question: AttemptQuestion): Promise<AttemptFacts>;
  /** The same, with keys under a passphrase of their own opened by this one. */
  withOpening(opening: KeyOpening): Pick<Rehearsal, "attempt">;
}
