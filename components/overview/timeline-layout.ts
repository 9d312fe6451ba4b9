import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { languageTags } from "@/lib/i18n/locale.ts";
import { daysUntil, type Viewer } from "@/lib/i18n/ui/time.ts";

const weeks = 53;

/** The certificates of each week from today, first ones at the bottom. */
export function weeksOf(rows: readonly ItemRow[], viewer: Viewer): readonly (readonly ItemRow[])[] {
  const places: ItemRow[][] = Array.from({ length: weeks }, () => []);
  for (const row of rows) {
    if (row.notAfter === null) continue;
    const week = Math.floor(daysUntil(viewer, row.notAfter) / 7);
    places[week]?.push(row);
  }
  return places;
}

export interface Named {
  readonly week: number;
  readonly label: string;
  readonly first: ItemRow;
}

const most = 6;
/** Weeks that a label needs for itself in its row. */
const room = 8;

/** At most six weeks carry names, nearest first, in two rows that do not run into each other. */
export function named(places: readonly (readonly ItemRow[])[]): readonly Named[] {
  const flags: Named[] = [];
  for (const [week, rows] of places.entries()) {
    const [first, second] = rows;
    if (first === undefined || flags.length >= most) continue;
    const before = flags[flags.length - 2];
    if (before !== undefined && week - before.week < room) continue;
    const more = rows.length - 1;
    const label =
      more === 0
        ? first.basename
        : more === 1 && second !== undefined && first.basename.length + second.basename.length < 18
          ? `${first.basename}, ${second.basename}`
          : `${first.basename} +${more}`;
    flags.push({ week, label, first });
  }
  return flags;
}

/** The first week of each month of the coming year. */
export function monthsOf(viewer: Viewer): readonly { readonly week: number; readonly label: string }[] {
  const tag = languageTags[viewer.locale];
  return Array.from({ length: 12 }, (_, index) => {
    const first = new Date(Date.UTC(viewer.now.getUTCFullYear(), viewer.now.getUTCMonth() + index + 1, 1));
    const hasYear = first.getUTCMonth() === 0;
    const label = new Intl.DateTimeFormat(tag, {
      month: "short",
      timeZone: "UTC",
      ...(hasYear ? { year: "numeric" } : {}),
    }).format(first);
    return { week: daysUntil(viewer, first) / 7, label };
  }).filter((month) => month.week < weeks - 2);
}
