import { clsx } from "clsx";
import { CalendarClock, CalendarX, Hourglass, Layers, Lock } from "lucide-react";
import type { ReactNode } from "react";
import type { BundleAlarm } from "@/lib/commands/ports/files.ts";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { daysUntil, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { LinkButton } from "../ui/button";
import { DateOnly, Relative } from "../ui/instant";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { cardClass, groupHeadClass } from "../styles/card";
import { toneMark, toneText } from "../styles/tone-classes";

const attentionClass = [
  "grid grid-cols-[20px_minmax(0,1fr)_148px_176px] items-center gap-x-3 border-t px-4 py-3 first:border-t-0",
  "max-md:grid-cols-[20px_minmax(0,1fr)] max-md:gap-y-1",
].join(" ");

interface NeedsAttentionProps {
  readonly found: {
    readonly expired: readonly ItemRow[];
    readonly endsSoon: readonly ItemRow[];
    readonly waiting: readonly ItemRow[];
    readonly locked: readonly ItemRow[];
    readonly bundles: readonly BundleAlarm[];
  };
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
  readonly mayWrite: boolean;
}

interface Entry {
  readonly key: string;
  readonly kind: "expired" | "ending" | "waiting" | "locked" | "bundleExpired" | "bundleReplaced" | "bundleEnding";
  readonly at: Date;
  /** The object that the heading and the sentence name. */
  readonly name: string;
  readonly subject: string;
  readonly page: string;
  readonly row: ItemRow | null;
}

const pageOf = (basename: string): string => `/files/${encodeURIComponent(basename)}`;

function itemEntry(row: ItemRow, kind: Entry["kind"], at: Date): Entry {
  return {
    key: `${kind} ${row.id}`,
    kind,
    at,
    name: row.basename,
    subject: row.commonName === "" ? row.basename : row.commonName,
    page: pageOf(row.basename),
    row,
  };
}

const bundleKinds = { expired: "bundleExpired", replaced: "bundleReplaced", "ends-soon": "bundleEnding" } as const;

function bundleEntry({ fileName, basename, kind, member, at }: BundleAlarm): Entry {
  return {
    key: `${kind} ${fileName}`,
    kind: bundleKinds[kind],
    at,
    name: fileName,
    subject: member,
    page: `${pageOf(basename)}?file=${encodeURIComponent(fileName)}`,
    row: null,
  };
}

/** Objects that need attention, ordered by what stops working first: title, consequence, when, one action. */
export function NeedsAttention({ found, texts, viewer, mayWrite }: NeedsAttentionProps) {
  const ended = (rows: readonly ItemRow[], kind: "expired" | "ending"): Entry[] =>
    rows.flatMap((row) => (row.notAfter === null ? [] : [itemEntry(row, kind, row.notAfter)]));
  const open = (rows: readonly ItemRow[], kind: "waiting" | "locked"): Entry[] =>
    rows.map((row) => itemEntry(row, kind, row.createdAt));
  const bundles = (kind: BundleAlarm["kind"]): Entry[] =>
    found.bundles.filter((alarm) => alarm.kind === kind).map(bundleEntry);
  const groups = [
    { title: texts.groups.now, entries: [...ended(found.expired, "expired"), ...bundles("expired")] },
    { title: texts.groups.soon, entries: [...ended(found.endsSoon, "ending"), ...bundles("ends-soon")] },
    {
      title: texts.groups.open,
      entries: [...bundles("replaced"), ...open(found.waiting, "waiting"), ...open(found.locked, "locked")],
    },
  ].filter((group) => group.entries.length > 0);
  const total = groups.reduce((sum, group) => sum + group.entries.length, 0);
  if (total === 0) return null;
  return (
    <section className={sectionClass} aria-labelledby="attention">
      <header className={sectionHeadClass}>
        <h2 id="attention">{texts.attention}</h2>
        <span className="text-sm text-subtle">{fill(texts.order, { n: total })}</span>
      </header>
      <div className={cardClass}>
        {groups.map((group, place) => (
          <div key={group.title}>
            <div className={groupHeadClass}>{group.title}</div>
            {group.entries.map((entry, index) => (
              <One
                key={entry.key}
                entry={entry}
                texts={texts}
                viewer={viewer}
                isFirst={place === 0 && index === 0}
                mayWrite={mayWrite}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function One({
  entry,
  texts,
  viewer,
  isFirst,
  mayWrite,
}: {
  readonly entry: Entry;
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
  readonly isFirst: boolean;
  readonly mayWrite: boolean;
}) {
  const { row, kind, at, page } = entry;
  const isUrgent = kind === "expired" || kind === "bundleExpired" || (kind === "ending" && daysUntil(viewer, at) <= 7);
  const tone = isUrgent
    ? "danger"
    : kind === "ending" || kind === "bundleEnding" || kind === "bundleReplaced"
      ? "warn"
      : "info";
  const icons: Readonly<Record<Entry["kind"], ReactNode>> = {
    expired: <CalendarX aria-hidden />,
    ending: <CalendarClock aria-hidden />,
    waiting: <Hourglass aria-hidden />,
    locked: <Lock aria-hidden />,
    bundleExpired: <Layers aria-hidden />,
    bundleReplaced: <Layers aria-hidden />,
    bundleEnding: <Layers aria-hidden />,
  };
  const locked = row?.files.find((file) => file.kind === "locked-key")?.fileName ?? "";
  const renewal = mayWrite
    ? { href: `/renew?certificate=${encodeURIComponent(entry.name)}`, label: texts.acts.renew }
    : { href: page, label: texts.acts.open };
  const action = {
    expired: renewal,
    ending: renewal,
    waiting: mayWrite
      ? { href: `/sign?request=${encodeURIComponent(`${entry.name}.csr`)}`, label: texts.acts.sign }
      : { href: page, label: texts.acts.open },
    bundleExpired: { href: page, label: texts.acts.bundle },
    bundleReplaced: { href: page, label: mayWrite ? texts.acts.rebuild : texts.acts.bundle },
    bundleEnding: { href: page, label: texts.acts.bundle },
    locked: mayWrite
      ? { href: `/unlock?key=${encodeURIComponent(locked)}`, label: texts.acts.unlock }
      : { href: page, label: texts.acts.open },
  }[kind];
  return (
    <div className={attentionClass} data-kind={kind}>
      <span className={clsx("grid h-5 place-items-center self-start", toneMark[tone])}>{icons[kind]}</span>
      <div className="min-w-0">
        <h3 className="text-md font-semibold tracking-[-0.008em]">
          <a className="text-ink" href={page}>
            {fill(texts.is[kind], { name: entry.name })}
          </a>
        </h3>
        <p className="text-sm text-muted">{fill(texts.says[kind], { subject: entry.subject })}</p>
      </div>
      <div className="grid text-sm max-md:col-start-2 max-md:flex max-md:gap-2">
        <span className={clsx("font-medium", toneText[tone])}>
          <Relative at={at} viewer={viewer} />
        </span>
        <DateOnly at={at} viewer={viewer} className="text-subtle text-xs" />
      </div>
      <div className="max-md:col-start-2 max-md:mt-2 [&>a]:w-full">
        <LinkButton href={action.href} variant={isFirst ? "primary" : "plain"}>
          {action.label}
        </LinkButton>
      </div>
    </div>
  );
}
