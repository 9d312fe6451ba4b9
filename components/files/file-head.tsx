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
      <th
        scope="col"
        className={className === "" ? undefined : className}
        aria-sort={isHere ? now.direction : undefined}
      >
        <a href={addressWith(address, { sort, dir: next })} title={fill(texts.sortBy, { column: label })}>
          {label}
          <Glyph
            name={isHere ? (now.direction === "ascending" ? "arrow-up" : "arrow-down") : "chevrons-up-down"}
            className="size-3"
          />
        </a>
      </th>
    );
  };
  return (
    <thead>
      <tr>
        <th scope="col" className="w-10 pr-0">
          <input type="checkbox" className="checkbox" name="pick-all" aria-label={texts.selectAll} />
        </th>
        {sortable("name", texts.columns.name, "w-[17%]")}
        {sortable("kind", texts.columns.kind, "w-[104px]")}
        {sortable("subject", texts.columns.subject, "")}
        {sortable("issuer", texts.columns.issuer, "w-[15%]")}
        {sortable("ends", texts.columns.ends, "w-[170px]")}
        <th scope="col" className="w-[11%]">
          {texts.columns.used}
        </th>
        {sortable("status", texts.columns.status, "w-[140px]")}
      </tr>
    </thead>
  );
}
