"use client";
import { useCallback, useEffect, useState } from "react";
import type { ActionState } from "../form/action-state";
import type { ShownUses } from "./uses-sentences";

export type ReadUses = (input: {
  readonly names: readonly string[];
}) => Promise<ActionState<{ readonly rows: readonly ShownUses[] }>>;

export interface UsesReading {
  /** By name; null while they are read, and after an error. */
  readonly uses: ReadonlyMap<string, ShownUses> | null;
  readonly error: string | null;
  readonly readAgain: () => void;
}

const none: ReadonlyMap<string, ShownUses> = new Map();
/** As many as the command takes. */
const mostNames = 500;

/** Reads what would miss these names, while a dialog asks about them; nothing is asked when there are no names. */
export function useUses(names: readonly string[], readUses: ReadUses, unreachable: string): UsesReading {
  const asked = JSON.stringify(names);
  const [uses, setUses] = useState<ReadonlyMap<string, ShownUses> | null>(names.length === 0 ? none : null);
  const [error, setError] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    async function read(all: readonly string[]): Promise<void> {
      const found = new Map<string, ShownUses>();
      for (let start = 0; start < all.length; start += mostNames) {
        const answer = await readUses({ names: all.slice(start, start + mostNames) });
        if (!isCurrent) return;
        if (!answer.ok) return setError(answer.error.message);
        for (const row of answer.value.rows) found.set(row.name, row);
      }
      setUses(found);
      setError(null);
    }
    void read(JSON.parse(asked) as string[]).catch(() => (isCurrent ? setError(unreachable) : undefined));
    return () => {
      isCurrent = false;
    };
  }, [asked, readUses, unreachable, turn]);
  const readAgain = useCallback(() => setTurn((before) => before + 1), []);
  return { uses, error, readAgain };
}
