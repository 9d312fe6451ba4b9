import { CalendarClock, CalendarX, CircleCheck, CircleDashed, Clock, File, Files, Hourglass, KeyRound, Lock } from "lucide-react";
import type { ComponentType } from "react";
import type { ItemStatus } from "@/lib/commands/ports.ts";

export type Tone = "ok" | "warn" | "danger" | "info" | "idle";

interface Sign {
  readonly icon: ComponentType<{ className?: string; "aria-hidden"?: boolean }>;
  readonly tone: Tone;
}

const signs: Readonly<Record<ItemStatus, Sign>> = {
  "valid": { icon: CircleCheck, tone: "ok" },
  "ends-soon": { icon: CalendarClock, tone: "warn" },
  "expired": { icon: CalendarX, tone: "danger" },
  "not-yet-valid": { icon: Clock, tone: "info" },
  "waiting": { icon: Hourglass, tone: "info" },
  "key-locked": { icon: Lock, tone: "warn" },
  "no-key": { icon: CircleDashed, tone: "idle" },
  "key-only": { icon: KeyRound, tone: "idle" },
  "bundle": { icon: Files, tone: "idle" },
  "other": { icon: File, tone: "idle" },
};

export function toneOf(status: ItemStatus, daysLeft: number | null): Tone {
  return status === "ends-soon" && daysLeft !== null && daysLeft <= 7 ? "danger" : signs[status].tone;
}

/** Icon and word, always both. */
export function Status({ status, daysLeft, words }: { readonly status: ItemStatus; readonly daysLeft: number | null; readonly words: Readonly<Record<ItemStatus, string>> }) {
  const Icon = signs[status].icon;
  return (
    <span className={`st ${toneOf(status, daysLeft)}`}>
      <Icon className="i" aria-hidden />
      {words[status]}
    </span>
  );
}

/** The nine symbols once in the page; the rows of a long table point at them. */
export function StatusSprite() {
  return (
    <svg className="vh" aria-hidden="true">
      {Object.entries(signs).map(([status, { icon: Icon }]) => (
        <symbol key={status} id={`st-${status}`} viewBox="0 0 24 24">
          <Icon aria-hidden />
        </symbol>
      ))}
    </svg>
  );
}

/** As `Status`, drawn from the sprite: a row costs one element, not a drawing. */
export function SpriteStatus({ status, daysLeft, words }: { readonly status: ItemStatus; readonly daysLeft: number | null; readonly words: Readonly<Record<ItemStatus, string>> }) {
  return (
    <span className={`st ${toneOf(status, daysLeft)}`}>
      <svg className="i" aria-hidden="true">
        <use href={`#st-${status}`} />
      </svg>
      {words[status]}
    </span>
  );
}

