"use client";
import { useEffect, useRef, useState } from "react";
import type { CheckedBatch } from "../views/batch-preview";
import type { Reply } from "./reply";

/** What stands in the form, as the command takes it. */
export interface BatchInput {
  readonly issuer?: string;
  readonly template: { readonly subject: Readonly<Record<string, string>>; readonly subjectAltNames: readonly ("email" | "upn")[]; readonly key: string; readonly days: number };
  readonly text?: string;
  readonly base64?: string;
  readonly profile: string;
}

interface Checked {
  readonly value: CheckedBatch | null;
  readonly error: string | null;
  readonly isBusy: boolean;
}

const nothing: Checked = { value: null, error: null, isBusy: false };

/** Asks a moment after the last key: the table, the subject and the authority decide together what can be issued. */
export function useBatchCheck(input: BatchInput, check: (input: BatchInput) => Promise<Reply<CheckedBatch>>, unreachable: string): Checked {
  const [checked, setChecked] = useState<Checked & { readonly key: string }>({ ...nothing, key: "" });
  const hasPeople = (input.text ?? "").trim() !== "" || input.base64 !== undefined;
  const key = hasPeople ? JSON.stringify(input) : "";
  const latest = useRef(key);
  useEffect(() => {
    latest.current = key;
    if (key === "") return;
    const timer = setTimeout(() => {
      check(JSON.parse(key) as BatchInput).then(
        (reply) => (latest.current !== key ? undefined : setChecked(reply.ok ? { key, value: reply.value, error: null, isBusy: false } : { key, value: null, error: reply.error.message, isBusy: false })),
        () => (latest.current !== key ? undefined : setChecked({ key, value: null, error: unreachable, isBusy: false })),
      );
    }, 350);
    return () => clearTimeout(timer);
  }, [key, check, unreachable]);
  if (key === "") return nothing;
  // While the next answer is on its way the last one stays in sight.
  return checked.key === key ? checked : { value: checked.value, error: null, isBusy: true };
}
