"use client";
import { useCallback, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fieldErrorsOf, type FieldErrors, type FieldOfCode, type ActionState, type ActionError } from "./action-state";
import type { Opening } from "../key-passphrase/key-opening";
import { useAction } from "./use-action";

interface Options {
  readonly locale: Locale;
  readonly fields: FieldOfCode;
  /** The sentence for a console that does not answer. */
  readonly unreachable: string;
  /** False: the form has a field of its own for the passphrase of a key. */
  readonly asksForKeys?: boolean;
}

export interface CommandState<Input, Value> {
  readonly isBusy: boolean;
  readonly value: Value | null;
  readonly error: ActionError | null;
  readonly errors: FieldErrors;
  /** Counts the failures, so that the summary takes focus with each. */
  readonly failures: number;
  /** `corrected`: what is shown in the place of what the command says of the fields. */
  run(input: Input, corrected?: (errors: FieldErrors) => FieldErrors): Promise<ActionState<Value> | null>;
  refuse(errors: FieldErrors): void;
  reset(): void;
}

/** Runs the command of a form, and keeps its answer or what it says of the fields; what was typed stays where it is. */
export function useCommand<Input, Value>(
  action: (input: Input) => Promise<ActionState<Value>>,
  { locale, fields, unreachable, asksForKeys = true }: Options,
): CommandState<Input, Value> {
  const { isBusy, error, run: runAction, clear } = useAction(unreachable);
  const [state, setState] = useState<{ value: Value | null; errors: FieldErrors; failures: number }>({
    value: null,
    errors: {},
    failures: 0,
  });
  const refuse = useCallback(
    (errors: FieldErrors) => {
      clear();
      setState((known) => ({ value: null, errors, failures: known.failures + 1 }));
    },
    [clear],
  );
  const reset = useCallback(() => {
    clear();
    setState((known) => ({ value: null, errors: {}, failures: known.failures }));
  }, [clear]);

  async function run(
    input: Input,
    corrected: (errors: FieldErrors) => FieldErrors = (errors) => errors,
  ): Promise<ActionState<Value> | null> {
    // A form that is sent as it is takes no field more.
    const again = input instanceof FormData ? undefined : (opening: Opening) => action({ ...input, ...opening });
    const reply = await runAction(() => action(input), undefined, asksForKeys ? again : false);
    if (reply === null) return null;
    if (reply.ok) setState((known) => ({ value: reply.value, errors: {}, failures: known.failures }));
    else {
      const errors = corrected(fieldErrorsOf(reply.error, fields, locale));
      setState((known) => ({ value: null, errors, failures: known.failures + 1 }));
    }
    return reply;
  }
  return { ...state, error, isBusy, run, refuse, reset };
}
