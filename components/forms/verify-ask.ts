"use client";
import { createContext } from "react";
import type { VerifyChange } from "./verify-question";

/** Asks the question of the page again with something changed: what the advice under an answer does. */
export const AskAgain = createContext<(change: VerifyChange) => void>(() => undefined);
