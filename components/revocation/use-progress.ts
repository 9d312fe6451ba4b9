"use client";
import { useEffect, useState } from "react";
import type { ActionState } from "../form/action-state";

/** In ms: a list of thousands takes some seconds. */
const pause = 1000;

/** Asks again and again how much is done while `certificates` are being revoked; null while nothing runs or is known. */
export function useProgress(
  certificates: readonly string[] | null,
  count: (certificates: readonly string[]) => Promise<ActionState<number>>,
): number | null {
  const [done, setDone] = useState<number | null>(null);
  const key = certificates === null ? null : certificates.join("\n");
  useEffect(() => {
    if (key === null) return;
    const timer = setInterval(() => {
      void count(key.split("\n")).then(
        (answer) => answer.ok && setDone(answer.value),
        () => undefined,
      );
    }, pause);
    return () => {
      clearInterval(timer);
      setDone(null);
    };
  }, [key, count]);
  return done;
}
