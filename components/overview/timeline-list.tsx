import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { languageTags } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { DateOnly, Relative } from "../ui/instant";

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
    <details className="by-month">
      <summary>{texts.yearTable}</summary>
      {[...months].map(([month, ending]) => (
        <div key={month}>
          <div className="grp">
            {month}
            <span>{count(viewer.locale, texts.month, ending.length)}</span>
          </div>
          <ul>
            {ending.map((row) => (
              <li key={row.id}>
                <a href={`/files/${encodeURIComponent(row.basename)}`}>{row.basename}</a>
                {row.notAfter === null ? null : (
                  <>
                    <span className="subtle">
                      <Relative at={row.notAfter} viewer={viewer} />
                    </span>
                    <DateOnly at={row.notAfter} viewer={viewer} className="subtle" />
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
