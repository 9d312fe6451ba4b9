import { CalendarClock, CalendarX, CircleCheck, CircleDashed, Clock, File, Files, Hourglass, KeyRound, Lock } from "lucide-react";
import type { ComponentType } from "react";
import type { ItemStatus } from "@/lib/commands/ports/items.ts";
import { toneOf, type Tone } from "./tones";

type Icon = ComponentType<{ className?: string; "aria-hidden"?: boolean }>;

const icons: Readonly<Record<ItemStatus, Icon>> = {
  "valid": CircleCheck,
  "ends-soon": CalendarClock,
  "expired": CalendarX,
  "not-yet-valid": Clock,
  "waiting": Hourglass,
  "key-locked": Lock,
  "no-key": CircleDashed,
  "key-only": KeyRound,
  "bundle": Files,
  "other": File,
};

/** Icon and word, always both. */
export function Status({ status, daysLeft, words }: { readonly status: ItemStatus; readonly daysLeft: number | null; readonly words: Readonly<Record<ItemStatus, string>> }) {
  const Icon = icons[status];
  return (
    <span className={`st ${toneOf(status, daysLeft)}`}>
      <Icon className="i" aria-hidden />
      {words[status]}
    </span>
  );
}

/** Each symbol that these rows need, once; the rows of a long table point at them. */
export function StatusSprite({ statuses }: { readonly statuses: Iterable<ItemStatus> }) {
  return (
    <svg className="vh" aria-hidden="true">
      {[...new Set(statuses)].map((status) => {
        const Icon = icons[status];
        return (
          <symbol key={status} id={`st-${status}`} viewBox="0 0 24 24">
            <Icon aria-hidden />
          </symbol>
        );
      })}
    </svg>
  );
}

/** As `Status`, drawn from the sprite: a row costs one element, not a drawing. */
export function SpriteStatus({ status, tone, word }: { readonly status: ItemStatus; readonly tone: Tone; readonly word: string }) {
  return (
    <span className={`st ${tone}`}>
      <svg className="i" aria-hidden="true">
        <use href={`#st-${status}`} />
      </svg>
      {word}
    </span>
  );
}
