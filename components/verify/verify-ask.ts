"use client";
import { createContext } from "react";
import type { VerifyChange } from "./verify-question";

export interface VerifyPage {
  /** Asks the question of the page again with something changed. */
  readonly askAgain: (change: VerifyChange) => void;
  /** Leads to the field where a file is given, empty and in focus. */
  readonly giveFile: (field: "bundle" | "anchors") => void;
}

/** The actions of the advice under an answer on the form above it. */
export const AskAgain = createContext<VerifyPage>({ askAgain: () => undefined, giveFile: () => undefined });
