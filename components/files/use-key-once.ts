"use client";
import { useCallback, useRef } from "react";
import { type Opening, useKeyOpening, type WithKey } from "../key-passphrase/key-opening";

/**
 * As `useKeyOpening`, for many acts in a row: the passphrase of a key is asked for once, and what was given for it
 * opens it for the acts after. It stays in memory as long as the dialog.
 */
export function useKeyOncePerFile(): WithKey {
  const ask = useKeyOpening();
  const known = useRef(new Map<string, Opening>());
  return useCallback<WithKey>(
    async (first, again) => {
      const start = await first();
      const fileName = start.ok ? null : fileOf(start.error);
      if (again === null || fileName === null) return start;
      const opening = known.current.get(fileName);
      const reply = opening === undefined ? start : await again(opening);
      // A passphrase that is wrong by now is asked for anew.
      const isAsked = opening === undefined || (!reply.ok && reply.error.code === "key.wrong-passphrase");
      if (!isAsked) return reply;
      let given: Opening | null = null;
      const answer = await ask(
        () => Promise.resolve(start),
        (next) => {
          given = next;
          return again(next);
        },
      );
      if (given !== null && (answer.ok || answer.error.code !== "key.wrong-passphrase"))
        known.current.set(fileName, given);
      return answer;
    },
    [ask],
  );
}

/** The key that an act needs the passphrase of; null when that is not what it lacks. */
function fileOf({ code, params }: { readonly code: string; readonly params: object }): string | null {
  if (code !== "key.passphrase-needed") return null;
  const { fileName } = params as { readonly fileName?: unknown };
  return typeof fileName === "string" ? fileName : null;
}
