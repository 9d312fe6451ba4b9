import type { OutputOf } from "../../commands/index.ts";
import { compareTexts, nameOfComparedField } from "../../i18n/sentences/compare.ts";
import type { Locale } from "../../i18n/locale.ts";

type Row = OutputOf<"compare">["rows"][number];

/** What differs first, both sides below one another; then the names of what is the same. */
export function printComparison({ first, second, rows, differences }: OutputOf<"compare">, locale: Locale): string[] {
  const words = compareTexts[locale];
  const titled = [first, second].map(({ fileName, name, of }) => {
    const title = fileName ?? name;
    return of > 1 ? `${title} (${words.firstOf(of)})` : title;
  });
  const same = rows.filter(({ relation }) => relation === "same").map((row) => nameOfComparedField(row, locale));
  return [
    `SUCCESS: ${words.result(differences, rows.length)}`,
    `< ${titled[0]}`,
    `> ${titled[1]}`,
    ...rows.filter(({ relation }) => relation !== "same").flatMap((row) => rowLines(row, locale)),
    ...(same.length === 0 ? [] : [`${words.relations.same}: ${same.join(", ")}`]),
  ];
}

function rowLines(row: Row, locale: Locale): string[] {
  const words = compareTexts[locale];
  const side = (sign: string, of: Row["first"]) =>
    of === null ? [] : [`  ${sign} ${of.isCritical ? `${words.critical}; ` : ""}${of.values.join(", ")}`];
  return [
    `${nameOfComparedField(row, locale)}: ${words.relations[row.relation]}`,
    ...side("<", row.first),
    ...side(">", row.second),
  ];
}
