import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { languageTags } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { DateOnly, Relative } from "../ui/instant";
import { groupHeadClass, moreClass } from "../styles/card";

const linesClass = [
  "py-1 [&>li]:grid [&>li]:grid-cols-[minmax(0,1fr)_120px_110px] [&>li]:gap-3 [&>li]:px-4 [&>li]:py-[5px]",
  "[&>li]:text-sm max-md:[&>li]:grid-cols-[minmax(0,1fr)_auto] [&>li>span]:text-subtle [&>li>time]:text-subtle",
  "max-md:[&>li>span]:hidden max-md:[&>li>time]:col-start-2",
].join(" ");

/** The same as a list by month: what a phone shows, and what a screen reader reads. */
export function TimelineList({
  rows,
  texts,
  viewer,
}: {
  readonly rows: readonly ItemRow[];
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
}) {
  const tag = languageTags[viewer.locale];
  const format = new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: viewer.zone });
  const months = new Map<string, ItemRow[]>();
  for (const row of rows) {
    if (row.notAfter === null) continue;
    const month = format.format(row.notAfter);
    months.set(month, [...(months.get(month) ?? []), row]);
  }
  return (
    <details className={moreClass}>
      <summary>{texts.yearTable}</summary>
      {[...months].map(([month, ending]) => (
        <div key={month}>
          <div className={groupHeadClass}>
            {month}
            <span>{count(viewer.locale, texts.month, ending.length)}</span>
          </div>
          <ul className={linesClass}>
            {ending.map((row) => (
              <li key={row.id}>
                <a href={`/files/${encodeURIComponent(row.basename)}`}>{row.basename}</a>
                {row.notAfter === null ? null : (
                  <>
                    <span>
                      <Relative at={row.notAfter} viewer={viewer} />
                    </span>
                    <DateOnly at={row.notAfter} viewer={viewer} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}
