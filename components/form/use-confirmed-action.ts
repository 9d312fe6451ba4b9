"use client";
import { useState } from "react";
import { useAction } from "./use-action";
import type { ActionState } from "./action-state";

export interface ConfirmedAction<Question> {
  /** The question that is open; null when none is. */
  readonly asked: Question | null;
  readonly isBusy: boolean;
  /** The sentence of the last refusal: in the dialog while a question is open, else on the page. */
  readonly error: string | undefined;
  ask(question: Question): void;
  close(): void;
  /**
   * Runs the action; on success the question is closed and `done` called, on a refusal it stays open with the error.
   */
  act<Value>(action: () => Promise<ActionState<Value>>, done?: (value: Value) => void): void;
}

/** A question before a server action: asks, runs it once, shows why it was refused, closes on success. */
export function useConfirmedAction<Question = true>(unreachable: string): ConfirmedAction<Question> {
  const [asked, setAsked] = useState<Question | null>(null);
  const { isBusy, error, run, clear } = useAction(unreachable);
  return {
    asked,
    isBusy,
    error: error?.message,
    ask(question) {
      clear();
      setAsked(question);
    },
    close() {
      clear();
      setAsked(null);
    },
    act(action, done) {
      void run(action, (value) => {
        setAsked(null);
        done?.(value);
      });
    },
  };
}
