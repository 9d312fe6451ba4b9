import { clsx } from "clsx";
import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import { ExampleBadge } from "../ui/example-badge";
import { Relative } from "../ui/instant";
import { Verdict } from "../ui/verdict";
import { lineOfMissing } from "./plan/subject-words";
import { TallyBar } from "./plan/tick";
import { cardClass } from "../styles/card";

const serviceClass = [
  "grid grid-cols-[minmax(0,4fr)_minmax(0,6fr)_120px_minmax(0,3fr)] gap-x-4 gap-y-1.5 border-t px-4 py-3 text-md",
  "first:border-t-0 max-md:grid-cols-[minmax(0,1fr)_auto] max-md:[&>:nth-child(2)]:col-span-full",
  "max-md:[&>:nth-child(2)]:row-start-2",
].join(" ");

interface ServiceRowsProps {
  readonly rows: OutputOf<"services">["services"];
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/** One line for each service: ready or not and why, how far its steps are, and what ends next. */
export function ServiceRows({ rows, texts, viewer }: ServiceRowsProps) {
  const text = texts.services;
  const own = texts.servicePage;
  const { locale } = viewer;
  const titles: Readonly<Record<string, { readonly title: string }>> = texts.targets;
  return (
    <ul className={cardClass} data-list="">
      {rows.map(({ name, target, verdict, warning, steps, done, missing, missingCount, nextExpiry, isExample }) => (
        <li key={name} className={serviceClass}>
          <div className="min-w-0">
            <Link
              className="font-semibold wrap-anywhere"
              href={`/services/${encodeURIComponent(name)}`}
              prefetch={false}
            >
              {name}
            </Link>{" "}
            {isExample ? <ExampleBadge texts={texts.common} /> : null}
            <div className="text-xs text-subtle">{titles[target]?.title ?? target}</div>
          </div>
          <div className="min-w-0">
            <Verdict status={verdict} word={text.verdict[verdict]} />
            <div className="text-xs/[18px] wrap-anywhere text-muted">
              {missing === null
                ? warning > 0
                  ? count(locale, text.warning, warning)
                  : text.allPass
                : lineOfMissing(missing, texts, locale)}
              {missingCount < 2 ? null : (
                <span className="text-subtle"> {count(locale, own.list.moreMissing, missingCount - 1)}</span>
              )}
            </div>
          </div>
          <div className="text-sm">
            {fill(own.phase.tally, { done, all: steps })}
            <span className="text-subtle"> {text.columns.steps}</span>
            <TallyBar done={done} all={steps} className="mt-1.5 w-full" />
          </div>
          <div className="min-w-0 text-sm max-md:col-span-full">
            {nextExpiry === null ? (
              <span className="text-xs text-subtle">{own.list.noExpiry}</span>
            ) : (
              <>
                <Relative at={new Date(nextExpiry.notAfter)} viewer={viewer} />
                <div className="text-xs wrap-anywhere text-subtle">
                  {own.list.nextExpiry}:{" "}
                  <Link className="underline" href={`/files/${encodeURIComponent(nextExpiry.name)}`} prefetch={false}>
                    {nextExpiry.name}
                  </Link>
                </div>
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The targets that can be described, each a link to its form. */
export function TargetCards({
  names,
  texts,
}: {
  readonly names: readonly { readonly name: string; readonly vendor: string | null }[];
  readonly texts: UiTexts;
}) {
  const titles: Readonly<Record<string, { readonly title: string; readonly summary: string }>> = texts.targets;
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(248px,1fr))] gap-4" aria-label={texts.services.choose}>
      {names.map(({ name, vendor }) => (
        <li key={name} className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-1")}>
          <Link className="font-semibold" href={`/services/new?target=${name}`} prefetch={false}>
            {titles[name]?.title ?? name}
          </Link>
          {vendor === null ? null : <span className="text-subtle text-xs">{vendor}</span>}
          <span className="text-muted text-sm">{titles[name]?.summary}</span>
        </li>
      ))}
    </ul>
  );
}
