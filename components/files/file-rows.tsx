import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Kinds } from "../ui/kinds";
import { Status } from "../ui/status";
import type { EndsView, RowView } from "./file-row-view";

export type RowTexts = Pick<
  UiTexts["files"],
  "select" | "locked" | "usedBy" | "moreNames" | "selfSigned" | "life" | "noCertificate"
>;

interface FileRowsProps {
  readonly rows: readonly RowView[];
  readonly texts: RowTexts;
  readonly statusTexts: UiTexts["common"]["status"];
}

/** Rows without a listener and without a class of their own: the table around them has both, for all of them. */
export function FileRows({ rows, texts, statusTexts }: FileRowsProps) {
  return rows.map((row) => (
    <tr key={row.name} aria-selected="false">
      <td>
        <input
          type="checkbox"
          className="checkbox"
          name="pick"
          value={row.name}
          data-files={row.files.map((file) => file.fileName).join("/")}
          aria-label={fill(texts.select, { name: row.name })}
        />
      </td>
      <td>
        <a href={`/files/${encodeURIComponent(row.name)}`} title={row.name}>
          {row.name}
        </a>
        {row.usedBy === null ? null : (
          <span title={fill(texts.usedBy, { services: row.usedBy.all })}>
            {fill(texts.usedBy, { services: row.usedBy.short })}
          </span>
        )}
      </td>
      <td>
        <Kinds kinds={row.files.map((file) => file.kind)} lockedWord={texts.locked} />
      </td>
      <td>
        <div>
          <span title={row.subject}>{row.commonName}</span>
          {row.moreNames > 0 ? (
            <span title={fill(texts.moreNames, { n: row.moreNames })}>{`+${row.moreNames}`}</span>
          ) : null}
        </div>
      </td>
      <td>
        <div title={row.issuer}>{row.isSelfSigned ? texts.selfSigned : row.issuer}</div>
      </td>
      <td>
        {row.ends === null ? (
          <div className="text-subtle">{texts.noCertificate}</div>
        ) : (
          <Ends ends={row.ends} lifeTexts={texts.life} />
        )}
      </td>
      <td>
        <Status status={row.status} tone={row.tone} texts={statusTexts} />
      </td>
    </tr>
  ));
}

/** Relative left, date right, and the share of its life that is over as a bar: grey until it is a warning. */
function Ends({ ends, lifeTexts }: { readonly ends: EndsView; readonly lifeTexts: string }) {
  return (
    <div data-tone={ends.tone === "" ? undefined : ends.tone}>
      <time dateTime={ends.at} title={`${ends.exact}. ${fill(lifeTexts, { percent: ends.percent })}`}>
        {ends.relative}
      </time>
      <span>{ends.date}</span>
      <svg aria-hidden="true">
        <rect width={`${ends.percent}%`} />
      </svg>
    </div>
  );
}
