import { clsx } from "clsx";
import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Verdict } from "../ui/verdict";
import { cardClass } from "../styles/card";

const serviceClass = [
  "grid grid-cols-[minmax(0,5fr)_minmax(0,4fr)_96px_minmax(0,5fr)] gap-x-4 gap-y-1 border-t px-4 py-3 text-md",
  "first:border-t-0 max-[761px]:grid-cols-[minmax(0,1fr)_auto] max-[761px]:[&>:first-child]:col-span-full",
  "max-[761px]:[&>:last-child]:col-span-full max-[761px]:[&>:nth-child(3)]:text-end",
].join(" ");

interface ServiceRowsProps {
  readonly rows: OutputOf<"services">["services"];
  readonly texts: UiTexts;
  readonly locale: Locale;
}

/** One line for each service: how it stands, how far its steps are, what it uses. */
export function ServiceRows({ rows, texts, locale }: ServiceRowsProps) {
  const text = texts.services;
  const titles: Readonly<Record<string, { readonly title: string }>> = texts.targets;
  return (
    <ul className={cardClass}>
      {rows.map(({ name, target, verdict, failing, warning, steps, done, uses }) => (
        <li key={name} className={serviceClass}>
          <div className="min-w-0">
            <Link
              className="font-semibold wrap-anywhere"
              href={`/services/${encodeURIComponent(name)}`}
              prefetch={false}
            >
              {name}
            </Link>
            <div className="text-subtle text-xs">{titles[target]?.title ?? target}</div>
          </div>
          <div>
            <Verdict status={verdict} word={text.verdict[verdict]} />
            <div className="text-subtle text-xs">
              {failing > 0
                ? count(locale, text.failing, failing)
                : warning > 0
                  ? count(locale, text.warning, warning)
                  : text.allPass}
            </div>
          </div>
          <div className="text-sm">
            {fill(text.stepsDone, { done, all: steps })}
            <div className="text-subtle text-xs">{text.columns.steps}</div>
          </div>
          <div className="text-sm wrap-anywhere">
            {uses.length === 0 ? (
              <span className="text-subtle">{text.nothingUsed}</span>
            ) : (
              uses.slice(0, 6).map((use, index) => (
                <span key={use}>
                  {index === 0 ? null : ", "}
                  <Link href={`/files/${encodeURIComponent(use)}`} prefetch={false}>
                    {use}
                  </Link>
                </span>
              ))
            )}
            {uses.length > 6 ? ` +${uses.length - 6}` : ""}
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
