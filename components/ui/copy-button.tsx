"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { iconButtonClass } from "./button";

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
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), 2000);
    return () => clearTimeout(timer);
  }, [isDone]);
  return (
    <>
      <button
        type="button"
        className={iconButtonClass}
        aria-label={label}
        onClick={() => void navigator.clipboard.writeText(value).then(() => setDone(true))}
      >
        {isDone ? <Check className="size-3.5 text-ok" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
      </button>
      <span className="sr-only" role="status">
        {isDone ? done : ""}
      </span>
    </>
  );
}
