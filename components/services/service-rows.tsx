import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Verdict } from "../ui/verdict";

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
    <ul className="card">
      {rows.map(({ name, target, verdict, failing, warning, steps, done, uses }) => (
        <li key={name} className="service-i">
          <div className="min-w-0">
            <Link className="strong wrap-any" href={`/services/${encodeURIComponent(name)}`} prefetch={false}>
              {name}
            </Link>
            <div className="subtle xs">{titles[target]?.title ?? target}</div>
          </div>
          <div>
            <Verdict status={verdict} word={text.verdict[verdict]} />
            <div className="subtle xs">
              {failing > 0
                ? count(locale, text.failing, failing)
                : warning > 0
                  ? count(locale, text.warning, warning)
                  : text.allPass}
            </div>
          </div>
          <div className="small">
            {fill(text.stepsDone, { done, all: steps })}
            <div className="subtle xs">{text.columns.steps}</div>
          </div>
          <div className="small wrap-any">
            {uses.length === 0 ? (
              <span className="subtle">{text.nothingUsed}</span>
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
    <ul className="ways" aria-label={texts.services.choose}>
      {names.map(({ name, vendor }) => (
        <li key={name} className="card body stack gap-1">
          <Link className="strong" href={`/services/new?target=${name}`} prefetch={false}>
            {titles[name]?.title ?? name}
          </Link>
          {vendor === null ? null : <span className="subtle xs">{vendor}</span>}
          <span className="muted small">{titles[name]?.summary}</span>
        </li>
      ))}
    </ul>
  );
}
