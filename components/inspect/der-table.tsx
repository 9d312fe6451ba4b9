import { clsx } from "clsx";
import type { RawRow } from "@/lib/pki/inspect/types.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { tableBoxClass } from "../styles/table";

const derClass = [
  "overflow-x-auto [&_table]:font-mono [&_table]:text-xs/[18px] [&_table]:tracking-normal [&_td]:border-b-0",
  "[&_td]:py-0.5 [&_td]:align-top [&_td]:whitespace-nowrap [&_tr:nth-child(even)>td]:bg-sunken",
].join(" ");

/** An element within another stands further in; beyond seven the page is too narrow for more. */
const indents = ["", "pl-6", "pl-9", "pl-12", "pl-15", "pl-18", "pl-21", "pl-24"];

/** The raw DER, row by row as `openssl asn1parse` prints it. */
export function DerTable({
  rows,
  texts,
}: {
  readonly rows: readonly RawRow[];
  readonly texts: UiTexts["item"]["der"];
}) {
  if (rows.length === 0) return <p className="text-muted">{texts.none}</p>;
  return (
    <div className={clsx(tableBoxClass, derClass)} tabIndex={0} role="region" aria-label={texts.offset}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="text-right">
              {texts.offset}
            </th>
            <th scope="col" className="text-right">
              {texts.depth}
            </th>
            <th scope="col" className="text-right">
              {texts.header}
            </th>
            <th scope="col" className="text-right">
              {texts.length}
            </th>
            <th scope="col">{texts.tag}</th>
            <th scope="col">{texts.value}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <td className="text-right">{row.offset}</td>
              <td className="text-right">{row.depth}</td>
              <td className="text-right">{row.headerLength}</td>
              <td className="text-right">{row.length}</td>
              <td className={indents[Math.min(row.depth, indents.length - 1)]}>{row.tag}</td>
              <td className="w-full min-w-[38ch] whitespace-normal! wrap-anywhere">{row.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
