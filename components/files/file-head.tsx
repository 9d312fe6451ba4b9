import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Glyph } from "../ui/glyph";
import { addressWith, firstDirection, sortOf, type ListAddress, type Sort } from "./list-query";

export type HeadTexts = Pick<UiTexts["files"], "columns" | "selectAll" | "sortBy">;

/** Every heading that sorts is a link: the order is in the address. */
export function FileHead({ address, texts }: { readonly address: ListAddress; readonly texts: HeadTexts }) {
  const now = sortOf(address);
  const sortable = (sort: Sort, label: string, className: string) => {
    const isHere = now.sort === sort;
    const next = isHere ? (now.direction === "ascending" ? "descending" : "ascending") : firstDirection[sort];
    return (
      <th scope="col" className={className} aria-sort={isHere ? now.direction : undefined}>
        <a href={addressWith(address, { sort, dir: next })} title={fill(texts.sortBy, { column: label })}>
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
          <input type="checkbox" className="check" name="pick-all" aria-label={texts.selectAll} />
        </th>
        {sortable("name", texts.columns.name, "c-name")}
        <th scope="col" className="c-kind">
          {texts.columns.holds}
        </th>
        {sortable("subject", texts.columns.subject, "c-subj")}
        <th scope="col" className="c-iss">
          {texts.columns.issuer}
        </th>
        {sortable("ends", texts.columns.ends, "c-exp")}
        <th scope="col" className="c-st">
          {texts.columns.status}
        </th>
      </tr>
    </thead>
  );
}
