"use client";
import { useState, type KeyboardEvent } from "react";
import { completeLine } from "@/lib/shell/complete.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";

interface Completing {
  readonly line: string;
  readonly setLine: (line: string) => void;
  readonly grammars: readonly Grammar[];
  readonly complete: (prefix: string) => Promise<readonly string[]>;
  readonly isOn: boolean;
}

/** The common beginning of all options, so that Tab goes as far as it is certain. */
function commonStart(options: readonly string[]): string {
  let [start = ""] = options;
  for (const option of options) while (!option.startsWith(start)) start = start.slice(0, -1);
  return start;
}

/** Tab completes; of several, the list is shown: arrows choose, Tab or Enter takes, Escape leaves. */
export function useCompletion({ line, setLine, grammars, complete, isOn }: Completing) {
  const [list, setList] = useState<{ start: number; options: readonly string[] }>({ start: 0, options: [] });
  const [chosen, setChosen] = useState(0);
  const close = (): void => setList({ start: 0, options: [] });

  async function find(): Promise<{ start: number; options: readonly string[] }> {
    const found = completeLine(line, grammars);
    if (found.kind === "none") return { start: 0, options: [] };
    if (found.kind === "words") return found;
    const names = await complete(found.prefix).catch(() => []);
    return {
      start: found.start,
      options: names.filter(
        (name) => found.endings.length === 0 || found.endings.some((ending) => name.endsWith(ending)),
      ),
    };
  }
  function put(start: number, option: string): void {
    setLine(line.slice(0, start) + option + (option.endsWith(":") ? "" : " "));
    close();
  }
  async function open(): Promise<void> {
    const found = await find();
    const [only] = found.options;
    if (only === undefined) return close();
    if (found.options.length === 1) return put(found.start, only);
    const start = commonStart(found.options);
    if (start.length > line.length - found.start) setLine(line.slice(0, found.start) + start);
    setList(found);
    setChosen(0);
  }
  /** True when the key was for the list. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!isOn) return false;
    const isOpen = list.options.length > 0;
    if (event.key === "Tab" && !event.shiftKey && (isOpen || line !== "")) {
      event.preventDefault();
      if (isOpen) put(list.start, list.options[chosen] ?? "");
      else void open();
      return true;
    }
    if (!isOpen) return false;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen((chosen + step + list.options.length) % list.options.length);
      return true;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      put(list.start, list.options[chosen] ?? "");
      return true;
    }
    if (event.key === "Escape") {
      close();
      return true;
    }
    return false;
  }
  return {
    options: list.options,
    chosen,
    close,
    onKeyDown,
    take: (index: number) => put(list.start, list.options[index] ?? ""),
  };
}
