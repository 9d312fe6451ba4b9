import type { RawRow } from "@/lib/pki/inspect/types.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";

/** The raw DER, row by row as `openssl asn1parse` prints it. */
export function DerTable({
  rows,
  words,
}: {
  readonly rows: readonly RawRow[];
  readonly words: UiWords["item"]["der"];
}) {
  if (rows.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <div className="tbl der" tabIndex={0} role="region" aria-label={words.offset}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="num">
              {words.offset}
            </th>
            <th scope="col" className="num">
              {words.depth}
            </th>
            <th scope="col" className="num">
              {words.header}
            </th>
            <th scope="col" className="num">
              {words.length}
            </th>
            <th scope="col">{words.tag}</th>
            <th scope="col">{words.value}</th>
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
