import type { Phase, Step } from "../../targets/plan.ts";
import { packText as english } from "../en/documents/pack.ts";
import { packText as korean } from "../ko/documents/pack.ts";
import type { Locale } from "../locale.ts";

/** The words of STEPS.md. */
export interface PackTexts {
  readonly files: string;
  readonly file: string;
  readonly kind: string;
  readonly inside: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<"public" | "clear" | "locked" | "left-out", string>>;
  readonly keys: string;
  readonly keysLeftOut: string;
  readonly keyFrom: (name: string) => string;
  readonly keysLocked: string;
  readonly keysClear: string;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly places: Readonly<Record<Step["where"], string>>;
  readonly unconfirmed: string;
  readonly settings: string;
  readonly troubles: string;
  readonly checksums: string;
  readonly checksumsHow: string;
}

export const packTexts: Readonly<Record<Locale, PackTexts>> = { en: english, ko: korean };
