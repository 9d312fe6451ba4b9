"use client";
import { createContext, useContext } from "react";
import type { ActionState } from "../form/action-state";

/** What opens a key with a passphrase of its own, as commands take it. */
export interface Opening {
  readonly passphrase: string;
  readonly keepOpen?: true;
}

/**
 * An action that may use such a key. `again` runs it with the passphrase; null: it takes none, and the key is kept open
 * for it.
 */
export type WithKey = <Value>(
  first: () => Promise<ActionState<Value>>,
  again: ((opening: Opening) => Promise<ActionState<Value>>) | null,
) => Promise<ActionState<Value>>;

/** Outside of the console no key is used. */
export const KeyOpening = createContext<WithKey>((first) => first());

/** Runs an action, and asks for the passphrase of the key that it needs. */
export function useKeyOpening(): WithKey {
  return useContext(KeyOpening);
}
