"use client";
import { useEffect, useRef, useState } from "react";
import type { CheckedBatch } from "./batch-preview";
import type { ActionState } from "../form/action-state";

/** The content of the form, as the command takes it. */
export interface BatchInput {
  readonly issuer?: string;
  readonly template: {
    readonly subject: Readonly<Record<string, string>>;
    readonly subjectAltNames: readonly ("email" | "upn")[];
    readonly key: string;
    readonly days: number;
  };
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly profile: string;
  /** The root that the chains of the files end in. */
  readonly root?: string;
  /** A person knows that the receivers take what the authority signs. */
  readonly doubtfulChain?: "accept";
}

/**
 * The part of the form that the preview depends on: neither the kind of key nor the receiver of the files says whom a
 * certificate can be issued to.
 */
export type CheckInput = Pick<BatchInput, "issuer" | "text" | "bytes" | "root" | "doubtfulChain"> & {
  readonly template: Omit<BatchInput["template"], "key">;
};

function checkInputOf({ issuer, text, bytes, root, doubtfulChain, template }: BatchInput): CheckInput {
  const { subject, subjectAltNames, days } = template;
  return {
    ...(doubtfulChain === undefined ? {} : { doubtfulChain }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(text === undefined ? {} : { text }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(root === undefined ? {} : { root }),
    template: { subject, subjectAltNames, days },
  };
}

/** A moment without a key, longer for a table that takes long to send: 0.35 s, and 1 s for each further megabyte. */
const pauseMs = ({ text, bytes }: CheckInput): number => 350 + ((text?.length ?? 0) + (bytes?.length ?? 0)) / 1000;

const fileNumbers = new WeakMap<Uint8Array, number>();
let lastFile = 0;

/** One text for each question; a file stands in it by a number of its own, since its bytes may be many. */
function keyOf({ bytes, ...rest }: CheckInput): string {
  if (bytes !== undefined && !fileNumbers.has(bytes)) fileNumbers.set(bytes, (lastFile += 1));
  return JSON.stringify({ ...rest, file: bytes === undefined ? null : fileNumbers.get(bytes) });
}

interface Checked {
  readonly value: CheckedBatch | null;
  readonly error: string | null;
  readonly isBusy: boolean;
}

const nothing: Checked = { value: null, error: null, isBusy: false };

/**
 * Asks a moment after the last key, and never twice at once: the table, the subject and the authority decide together
 * what can be issued, and what was typed meanwhile makes the question in between needless.
 */
export function useBatchCheck(
  input: BatchInput,
  check: (input: CheckInput) => Promise<ActionState<CheckedBatch>>,
  unreachable: string,
): Checked {
  const [checked, setChecked] = useState<Checked & { readonly key: string }>({ ...nothing, key: "" });
  const hasPeople = (input.text ?? "").trim() !== "" || input.bytes !== undefined;
  const question = checkInputOf(input);
  const key = hasPeople ? keyOf(question) : "";
  const latest = useRef({ key, question });
  const asking = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    latest.current = { key, question };
  });
  useEffect(() => {
    if (key === "") return;
    const ask = async (): Promise<void> => {
      if (latest.current.key !== key) return;
      const answer = await check(latest.current.question).then(
        (reply) => (reply.ok ? { value: reply.value, error: null } : { value: null, error: reply.error.message }),
        () => ({ value: null, error: unreachable }),
      );
      if (latest.current.key === key) setChecked({ key, ...answer, isBusy: false });
    };
    const timer = setTimeout(() => {
      asking.current = asking.current.then(ask);
    }, pauseMs(latest.current.question));
    return () => clearTimeout(timer);
  }, [key, check, unreachable]);
  if (key === "") return nothing;
  // While the next answer is on its way the last one stays in sight.
  return checked.key === key ? checked : { value: checked.value, error: null, isBusy: true };
}
