"use client";
import { useCallback, useRef, useState } from "react";
import { useKeyOpening, type Opening } from "../key-passphrase/key-opening";
import type { ActionError, ActionState } from "./action-state";

export interface ActionRun {
  readonly isBusy: boolean;
  /** The last refusal; its code is empty when the console did not answer, or when the browser refused by itself. */
  readonly error: ActionError | null;
  /**
   * Runs the action, calls `done` with its value, and resolves with its answer; null while another run is going on. A key
   * under a passphrase of its own is asked for: `again` runs the action with the passphrase; absent, the key is kept open
   * for the action, and false leaves the question to the form.
   */
  run<Value>(
    action: () => Promise<ActionState<Value>>,
    done?: (value: Value) => void,
    again?: ((opening: Opening) => Promise<ActionState<Value>>) | false,
  ): Promise<ActionState<Value> | null>;
  /** Shows a sentence that needs no server. */
  refuse(message: string): void;
  clear(): void;
}

/**
 * Runs server actions one at a time; a server that does not answer becomes an error with the sentence `unreachable`.
 */
export function useAction(unreachable: string): ActionRun {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ActionError | null>(null);
  const isRunning = useRef(false);
  const withKey = useKeyOpening();

  async function run<Value>(
    action: () => Promise<ActionState<Value>>,
    done?: (value: Value) => void,
    again?: ((opening: Opening) => Promise<ActionState<Value>>) | false,
  ): Promise<ActionState<Value> | null> {
    if (isRunning.current) return null;
    isRunning.current = true;
    setBusy(true);
    setError(null);
    const asked = again === false ? action() : withKey(action, again ?? null);
    const reply = await asked.catch(() => ({ ok: false as const, error: errorOf(unreachable) }));
    isRunning.current = false;
    setBusy(false);
    if (reply.ok) done?.(reply.value);
    else setError(reply.error);
    return reply;
  }
  const refuse = useCallback((message: string) => setError(errorOf(message)), []);
  const clear = useCallback(() => setError(null), []);
  return { isBusy, error, run, refuse, clear };
}

function errorOf(message: string): ActionError {
  return { code: "", params: {}, message };
}
