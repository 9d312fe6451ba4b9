import type { RawRow } from "@/lib/pki/inspect/types.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** The raw DER, row by row as `openssl asn1parse` prints it. */
export function DerTable({
  rows,
  texts,
}: {
  readonly rows: readonly RawRow[];
  readonly texts: UiTexts["item"]["der"];
}) {
  if (rows.length === 0) return <p className="muted">{texts.none}</p>;
  return (
    <div className="tbl der" tabIndex={0} role="region" aria-label={texts.offset}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="num">
              {texts.offset}
            </th>
            <th scope="col" className="num">
              {texts.depth}
            </th>
            <th scope="col" className="num">
              {texts.header}
            </th>
            <th scope="col" className="num">
              {texts.length}
            </th>
            <th scope="col">{texts.tag}</th>
            <th scope="col">{texts.value}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <td className="num">{row.offset}</td>
              <td className="num">{row.depth}</td>
              <td className="num">{row.headerLength}</td>
              <td className="num">{row.length}</td>
              <td className={`d${Math.min(row.depth, 12)}`}>{row.tag}</td>
              <td className="wrap-any">{row.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
