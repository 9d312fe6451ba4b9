import { clsx } from "clsx";
import { CalendarClock, CalendarX, FileClock, Hourglass, Layers, Lock, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Entry, EntryKind, Group } from "./attention-entries";
import { LinkButton } from "../ui/button";
import { DateOnly, Relative } from "../ui/instant";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { cardClass, groupHeadClass, moreClass } from "../styles/card";
import { toneMark, toneText } from "../styles/tone-classes";

const attentionClass = [
  "grid grid-cols-[20px_minmax(0,1fr)_148px_176px] items-center gap-x-3 border-t px-4 py-3 first:border-t-0",
  "max-md:grid-cols-[20px_minmax(0,1fr)] max-md:gap-y-1",
].join(" ");

const icons: Readonly<Record<EntryKind, ReactNode>> = {
  expired: <CalendarX aria-hidden />,
  ending: <CalendarClock aria-hidden />,
  list: <FileClock aria-hidden />,
  batch: <UsersRound aria-hidden />,
  waiting: <Hourglass aria-hidden />,
  locked: <Lock aria-hidden />,
  bundleExpired: <Layers aria-hidden />,
  bundleReplaced: <Layers aria-hidden />,
  bundleEnding: <Layers aria-hidden />,
};

interface NeedsAttentionProps {
  readonly groups: readonly Group[];
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
}

/** What needs a person, ordered by what stops working first: title, consequence, when, one act. What only waits is folded. */
export function NeedsAttention({ groups, texts, viewer }: NeedsAttentionProps) {
  const total = groups.reduce((sum, { entries, more }) => sum + entries.length + more, 0);
  if (total === 0) return null;
  return (
    <section className={sectionClass} aria-labelledby="attention">
      <header className={sectionHeadClass}>
        <h2 id="attention">{texts.attention}</h2>
        <span className="text-sm text-subtle">{fill(texts.order, { n: total })}</span>
      </header>
      <div className={cardClass}>
        {groups.map((group, place) =>
          group.id === "open" && groups.length > 1 ? (
            <details key={group.id} className={moreClass}>
              <summary>{fill(texts.folded, { title: group.title, n: group.entries.length + group.more })}</summary>
              <div className="border-t">
                <Entries group={group} isFirst={false} texts={texts} viewer={viewer} />
              </div>
            </details>
          ) : (
            <div key={group.id}>
              <div className={groupHeadClass}>{group.title}</div>
              <Entries group={group} isFirst={place === 0} texts={texts} viewer={viewer} />
            </div>
          ),
        )}
      </div>
    </section>
  );
}

const restOf: Readonly<Record<Group["id"], string>> = {
  now: "/files?status=expired",
  soon: "/files?status=ends-soon",
  waits: "/files?status=waiting",
  open: "/files?status=key-locked",
};

interface EntriesProps {
  readonly group: Group;
  readonly isFirst: boolean;
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
}

function Entries({ group: { id, entries, more }, isFirst, texts, viewer }: EntriesProps) {
  return (
    <>
      {entries.map((entry, index) => (
        <One key={entry.key} entry={entry} viewer={viewer} isFirst={isFirst && index === 0} />
      ))}
      {more === 0 ? null : (
        <p className="border-t px-4 py-2 text-sm">
          <a href={restOf[id]}>{fill(texts.rest, { n: more })}</a>
        </p>
      )}
    </>
  );
}

function One({
  entry,
  viewer,
  isFirst,
}: {
  readonly entry: Entry;
  readonly viewer: Viewer;
  readonly isFirst: boolean;
}) {
  const { kind, tone, at, title, says, page, act } = entry;
  return (
    <div className={attentionClass} data-kind={kind}>
      <span className={clsx("grid h-5 place-items-center self-start", toneMark[tone])}>{icons[kind]}</span>
      <div className="min-w-0">
        <h3 className="text-md font-semibold tracking-[-0.008em] wrap-anywhere">
          <a className="text-ink" href={page}>
            {title}
          </a>
        </h3>
        <p className="text-sm wrap-anywhere text-muted">{says}</p>
      </div>
      <div className="grid text-sm max-md:col-start-2 max-md:flex max-md:gap-2">
        <span className={clsx("font-medium", toneText[tone])}>
          <Relative at={at} viewer={viewer} />
        </span>
        <DateOnly at={at} viewer={viewer} className="text-subtle text-xs" />
      </div>
      <div className="max-md:col-start-2 max-md:mt-2 [&>a]:w-full">
        <LinkButton href={act.href} variant={isFirst ? "primary" : "plain"}>
          {act.label}
        </LinkButton>
      </div>
    </div>
  );
}
