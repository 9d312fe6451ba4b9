import type { ReceiverReasonCode, ReceiverReasonFacts } from "../../pki/receivers/reason.ts";
import type { Receiver } from "../../pki/receivers/receiver.ts";

/** What mends a refusal; several reasons are mended in the same way. */
export type ReceiverFix =
  | "identifier"
  | "spelling"
  | "root"
  | "chain"
  | "purpose"
  | "usage"
  | "key"
  | "digest"
  | "names"
  | "constraint"
  | "authority"
  | "form"
  | "dates"
  | "list"
  | "serial";

export type ReceiverReasonMessages = {
  readonly [C in ReceiverReasonCode]: (facts: ReceiverReasonFacts[C]) => string;
};

/** The sentences of one language about receivers. A missing one does not compile. */
export interface ReceiverTexts {
  /** Half a sentence, behind "refuses it:". */
  readonly reasons: ReceiverReasonMessages;
  readonly fixes: Readonly<Record<ReceiverFix, string>>;
  /** Products that are built on the receiver. */
  readonly standsOn: Readonly<Record<Receiver, string>>;
  readonly summary: {
    readonly holds: string;
    readonly fails: string;
    readonly allTake: string;
    readonly allRefuse: string;
    readonly refuse: (receivers: readonly string[], reason: string) => string;
    readonly refuseToo: (receivers: readonly string[]) => string;
    readonly take: (receivers: readonly string[]) => string;
  };
}
