"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { Badge } from "../ui/badge";

const progressClass = [
  "h-2 w-full appearance-none overflow-hidden rounded-full border-0 bg-active text-ok-mark data-failed:text-warn-mark",
  "[&::-moz-progress-bar]:bg-current [&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-current",
  "[&::-webkit-progress-value]:transition-[width] [&::-webkit-progress-value]:duration-160",
].join(" ");

interface Progress {
  readonly state: string;
  readonly total: number;
  readonly issued: number;
  readonly failed: number;
  readonly waiting: number;
}

interface BatchProgressProps {
  readonly batch: string;
  readonly first: Progress;
  readonly read: (batch: string) => Promise<ActionState<Progress>>;
  readonly texts: UiTexts["batch"];
  readonly locale: Locale;
}

const everyMs = 1000;

/** Looks again every second while the batch runs; the page is drawn anew when it is over. */
export function BatchProgress({ batch, first, read, texts, locale }: BatchProgressProps) {
  const router = useRouter();
  const [seen, setSeen] = useState(first);
  const [known, setKnown] = useState(first);
  if (known !== first) {
    // The page was drawn again: what it says is newer than what was asked.
    setKnown(first);
    setSeen(first);
  }
  const isRunning = seen.state === "running";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => {
      read(batch).then(
        (reply) => {
          if (!reply.ok) return;
          setSeen(reply.value);
          if (reply.value.state !== "running") router.refresh();
        },
        () => undefined, // the next look may be answered
      );
    }, everyMs);
    return () => clearInterval(timer);
  }, [isRunning, batch, read, router]);
  const done = seen.issued + seen.failed;
  return (
    <section className="grid grid-cols-1 content-start gap-2" aria-label={texts.progress}>
      <div className="flex items-center gap-2 flex-wrap">
        <b className="font-semibold">
          {fill(texts.running, { done: done.toLocaleString(locale), total: seen.total.toLocaleString(locale) })}
        </b>
        {seen.issued === 0 ? null : <Badge tone="ok">{count(locale, texts.issued, seen.issued)}</Badge>}
        {seen.failed === 0 ? null : <Badge tone="danger">{count(locale, texts.failed, seen.failed)}</Badge>}
        {seen.waiting === 0 ? null : <Badge>{count(locale, texts.waiting, seen.waiting)}</Badge>}
        {isRunning ? <span className="text-sm text-subtle">{texts.left}</span> : null}
      </div>
      <progress
        className={progressClass}
        max={seen.total}
        value={done}
        aria-label={texts.progress}
        data-failed={seen.failed > 0 || undefined}
      />
    </section>
  );
}
