import { clsx } from "clsx";
import type { Ending } from "@/lib/commands/ports/endings.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { DateOnly, Relative } from "../ui/instant";
import { byMonth, type Mark, type Tone } from "./timeline-layout";
import { moreClass } from "../styles/card";

interface ListProps {
  readonly endings: readonly Ending[];
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
}

const grounds: Readonly<Record<Tone, string>> = {
  danger: "bg-danger-mark",
  warn: "bg-warn-mark",
  used: "bg-info-mark",
  unused: "bg-line-strong",
};

/** Blocks of one month beside one another; the rest is in the number on the right. */
const mostBlocks = 24;
/** Names under a month. */
const mostNames = 5;

const isNamed = ({ kind, tone, key }: Mark): boolean =>
  kind !== "one" || ((tone === "danger" || tone === "warn" || tone === "used") && key.endsWith(" 0"));

/** What a phone shows: a row of the same blocks for each month, with the names that matter below it. */
export function TimelineMonths({ endings, texts, viewer }: ListProps) {
  return (
    <ul className="md:hidden" aria-label={texts.yearByMonth}>
      {byMonth(endings, viewer).map(({ label, total, marks }) => (
        <li key={label} className="border-t px-4 py-2.5 first:border-t-0">
          <div className="flex items-center gap-3">
            <span className="w-20 flex-none text-sm font-semibold">{label}</span>
            <span className="flex min-w-0 grow flex-wrap items-center gap-0.5" aria-hidden>
              {marks.slice(0, mostBlocks).map((mark) => (
                <MonthMark key={`${mark.key} ${mark.at.getTime()}`} mark={mark} />
              ))}
            </span>
            <span className="text-sm text-subtle">
              {total}
              <span className="sr-only"> {count(viewer.locale, texts.month, total)}</span>
            </span>
          </div>
          <ul className="mt-1 grid gap-0.5 text-sm">
            {marks
              .filter(isNamed)
              .slice(0, mostNames)
              .map((mark) => (
                <li key={`${mark.key} ${mark.at.getTime()}`} className="flex justify-between gap-3">
                  <span className="min-w-0 truncate">
                    {mark.count > 1 ? fill(texts.many, { name: mark.label, n: mark.count }) : mark.label}
                  </span>
                  <span className="flex-none text-subtle">
                    <DateOnly at={mark.at} viewer={viewer} />
                  </span>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function MonthMark({ mark: { kind, tone, count: n } }: { readonly mark: Mark }) {
  if (kind === "batch" || kind === "issuer")
    return <b className="rounded-badge border border-info-mark px-1 text-[11px]/4 font-semibold">{`×${n}`}</b>;
  return <i className={clsx("size-2.5 rounded-[2px]", grounds[tone], kind === "authority" && "rounded-full!")} />;
}

/** Rows of the table; what is beyond is in the list of files. */
const mostRows = 120;

/** The picture in words, for who does not see it and who wants to read it. */
export function TimelineTable({ endings, texts, viewer }: ListProps) {
  const { table } = texts;
  return (
    <details className={clsx(moreClass, "max-md:hidden")}>
      <summary>{texts.yearTable}</summary>
      <table className="w-full text-sm [&_:is(td,th)]:px-4 [&_:is(td,th)]:py-1.5 [&_:is(td,th)]:text-start">
        <caption className="sr-only">{texts.year}</caption>
        <thead className="bg-sunken text-xs text-muted">
          <tr>
            <th scope="col">{table.ends}</th>
            <th scope="col">{table.what}</th>
            <th scope="col">{table.number}</th>
            <th scope="col">{table.issuer}</th>
            <th scope="col">{table.use}</th>
          </tr>
        </thead>
        <tbody className="[&_tr]:border-t">
          {endings.slice(0, mostRows).map((row) => (
            <tr key={`${row.name} ${row.at.getTime()} ${row.isUsed}`}>
              <td>
                <DateOnly at={row.at} viewer={viewer} />{" "}
                <span className="text-subtle">
                  <Relative at={row.at} viewer={viewer} />
                </span>
              </td>
              <td>
                {row.batch === null ? (
                  <a href={`/files/${encodeURIComponent(row.name)}`}>
                    {row.count === 1 ? row.name : fill(texts.andMore, { name: row.name, n: row.count - 1 })}
                  </a>
                ) : (
                  <a href={`/batches/${row.batch.id}`}>{row.batch.title}</a>
                )}
              </td>
              <td>{row.count}</td>
              <td>{row.issuer}</td>
              <td>{row.isAuthority ? texts.legend.authority : row.isUsed ? texts.legend.used : texts.legend.unused}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {endings.length > mostRows ? (
        <p className="border-t px-4 py-2 text-sm">
          <a href="/files?sort=ends">{texts.yearRest}</a>
        </p>
      ) : null}
    </details>
  );
}
