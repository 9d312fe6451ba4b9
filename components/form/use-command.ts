"use client";
import { useCallback, useRef, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fieldErrorsOf, type FieldErrors, type FieldOfCode, type ActionState, type ActionError } from "./action-state";

interface Options {
  readonly locale: Locale;
  readonly fields: FieldOfCode;
  /** What is said when the console does not answer. */
  readonly unreachable: string;
}

export interface CommandState<Input, Value> {
  readonly isBusy: boolean;
  readonly value: Value | null;
  readonly error: ActionError | null;
  readonly errors: FieldErrors;
  /** Counts the failures, so that the summary takes focus with each. */
  readonly failures: number;
  run(input: Input): Promise<ActionState<Value> | null>;
  refuse(errors: FieldErrors): void;
  reset(): void;
}

/** One command of a form: asks, waits, keeps the answer; what was typed stays where it is. */
export function useCommand<Input, Value>(
  action: (input: Input) => Promise<ActionState<Value>>,
  { locale, fields, unreachable }: Options,
): CommandState<Input, Value> {
  const [state, setState] = useState<{
    value: Value | null;
    error: ActionError | null;
    errors: FieldErrors;
    failures: number;
  }>({ value: null, error: null, errors: {}, failures: 0 });
  const [isBusy, setBusy] = useState(false);
  const isRunning = useRef(false);

  const refuse = useCallback(
    (errors: FieldErrors) => setState((known) => ({ value: null, error: null, errors, failures: known.failures + 1 })),
    [],
  );
  const reset = useCallback(
    () => setState((known) => ({ value: null, error: null, errors: {}, failures: known.failures })),
    [],
  );

  async function run(input: Input): Promise<ActionState<Value> | null> {
    if (isRunning.current) return null;
    isRunning.current = true;
    setBusy(true);
    try {
      const reply = await action(input);
      if (reply.ok) setState((known) => ({ value: reply.value, error: null, errors: {}, failures: known.failures }));
      else
        setState((known) => ({
          value: null,
          error: reply.error,
          errors: fieldErrorsOf(reply.error, fields, locale),
          failures: known.failures + 1,
        }));
      return reply;
    } catch {
      refuse({ "": unreachable });
      return null;
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  }
  return { ...state, isBusy, run, refuse, reset };
}
