import type { Plan } from "./plan.ts";

/** What machines print about their settings, compared with a plan. Passwords in a text are in none of these. */

/** One label of a screen beside what the plan wants there. */
export interface JudgedFact {
  readonly label: string;
  /** Null: the plan says nothing of it. */
  readonly wanted: string | null;
  /** As the appliance has it; null where it has nothing. */
  readonly found: string | null;
  readonly is: "same" | "other" | "missing" | "more";
}

export interface JudgedScreen {
  readonly node: string;
  readonly command: string;
  readonly facts: readonly JudgedFact[];
}

export interface JudgedScreens {
  readonly screens: readonly JudgedScreen[];
  /** Steps of which everything was seen as the plan has it, with the command that printed it. */
  readonly proved: readonly { readonly step: string; readonly command: string }[];
  /** Ids of steps of which something was seen otherwise. */
  readonly disproved: readonly string[];
  /** Steps of which all that a screen can show is so, and the lines that none shows. */
  readonly partly: readonly { readonly step: string; readonly unseen: readonly string[] }[];
  /** Hosts of prompts that are no machine of the plan: nothing was judged by theirs. */
  readonly strangers: readonly string[];
}

/**
 * Compares what machines printed with the lines of a plan. `node`: the machine of what stands there without a prompt.
 * Nothing of the text is in the answer but values of labels that are known, and names of files.
 */
export type JudgeScreens = (plan: Pick<Plan, "nodes" | "steps" | "files">, node: string, text: string) => JudgedScreens;
