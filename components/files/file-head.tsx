import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { Glyph } from "../ui/glyph";
import { addressWith, firstDirection, sortOf, type ListAddress, type Sort } from "./list-query";

export type HeadWords = Pick<UiWords["files"], "columns" | "selectAll" | "sortBy">;

/** Every heading that sorts is a link: the order is in the address. */
export function FileHead({ address, words }: { readonly address: ListAddress; readonly words: HeadWords }) {
  const now = sortOf(address);
  const sortable = (sort: Sort, label: string, className: string) => {
    const isHere = now.sort === sort;
    const next = isHere ? (now.direction === "ascending" ? "descending" : "ascending") : firstDirection[sort];
    return (
      <th scope="col" className={className} aria-sort={isHere ? now.direction : undefined}>
        <a href={addressWith(address, { sort, dir: next })} title={fill(words.sortBy, { column: label })}>
          {label}
          <Glyph name={isHere ? (now.direction === "ascending" ? "arrow-up" : "arrow-down") : "chevrons-up-down"} />
        </a>
      </th>
    );
  };
  return (
    <thead>
      <tr>
        <th scope="col" className="c-sel">
          <input type="checkbox" className="check" name="pick-all" aria-label={words.selectAll} />
        </th>
        {sortable("name", words.columns.name, "c-name")}
        <th scope="col" className="c-kind">
          {words.columns.holds}
        </th>
        {sortable("subject", words.columns.subject, "c-subj")}
        <th scope="col" className="c-iss">
          {words.columns.issuer}
        </th>
        {sortable("ends", words.columns.ends, "c-exp")}
        <th scope="col" className="c-st">
          {words.columns.status}
        </th>
      </tr>
    </thead>
  );
}
