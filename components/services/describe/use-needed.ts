"use client";
import { useEffect, useState } from "react";
import type { ActionState } from "../../form/action-state";
import type { Needed } from "./needed-certificates";
import type { Values } from "./service-start";

/** Until a person pauses. */
const pause = 500;

/**
 * What the form asks for as it stands, asked of the console when typing pauses. What cannot be read yet leaves the last
 * answer in its place; null before there is one.
 */
export function useNeeded(
  question: { readonly target: string; readonly inputs: Values },
  check: (question: {
    readonly target: string;
    readonly inputs: Values;
  }) => Promise<ActionState<{ readonly certificates: Needed }>>,
): Needed | null {
  const [needed, setNeeded] = useState<Needed | null>(null);
  const { target, inputs } = question;
  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(() => {
      check({ target, inputs }).then(
        (reply) => {
          if (isLatest && reply.ok) setNeeded(reply.value.certificates);
        },
        () => undefined,
      );
    }, pause);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [target, inputs, check]);
  return needed;
}
