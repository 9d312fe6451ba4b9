"use client";
import { Check, Copy } from "lucide-react";
import { iconButtonClass } from "./button";
import { useCopy } from "./use-copy";

/** Copies `value`; the tick and the live region say so for two seconds. */
export function CopyButton({
  value,
  label,
  done,
}: {
  readonly value: string;
  readonly label: string;
  readonly done: string;
}) {
  const { state, copy } = useCopy();
  const isDone = state === "copied";
  return (
    <>
      <button type="button" className={iconButtonClass} aria-label={label} onClick={() => copy(value)}>
        {isDone ? <Check className="size-3.5 text-ok" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
      </button>
      <span className="sr-only" role="status">
        {isDone ? done : ""}
      </span>
    </>
  );
}
