import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { shortNamesOf } from "../ui/kinds";
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
    <tr key={row.batch?.id ?? row.name} aria-selected="false" data-batch={row.batch?.id}>
      <td>
        <input
          type="checkbox"
          className="checkbox"
          name="pick"
          value={row.name}
          aria-label={fill(texts.select, { name: row.name })}
        />
      </td>
      <td>
        <Name row={row} />
        {row.labels.length === 0 ? null : (
          <ul>
            {row.labels.map((label) => (
              <li key={label}>{label}</li>
            ))}
          </ul>
        )}
      </td>
      <td>
        {row.kind}
        <Kinds row={row} lockedWord={texts.locked} />
      </td>
      <td>
        <div>
          <span title={row.subject}>{row.commonName}</span>
          {row.moreNames > 0 ? (
            <span title={fill(texts.moreNames, { n: row.moreNames })}>{`+${row.moreNames}`}</span>
          ) : null}
        </div>
      </td>
      <td title={row.issuer}>{row.isSelfSigned ? texts.selfSigned : row.issuer}</td>
      <td>
        {row.ends === null ? (
          <div className="text-subtle">{texts.noCertificate}</div>
        ) : (
          <Ends ends={row.ends} lifeTexts={texts.life} />
        )}
      </td>
      <td title={row.usedBy === null ? undefined : fill(texts.usedBy, { services: row.usedBy.all })}>
        {row.usedBy?.short}
      </td>
      <td>
        <Status status={row.status} tone={row.tone} texts={statusTexts} />
      </td>
    </tr>
  ));
}

function Name({ row: { name, batch } }: { readonly row: RowView }) {
  if (batch === null) {
    return (
      <a href={`/files/${encodeURIComponent(name)}`} title={name}>
        {name}
      </a>
    );
  }
  return (
    <a href={`/files?batch=${batch.id}`} title={name} aria-label={batch.open}>
      {name}
      <b>{`×${batch.names}`}</b>
    </a>
  );
}

/** What is stored under the name, as the endings of its files; a locked key is amber. */
function Kinds({ row, lockedWord }: { readonly row: RowView; readonly lockedWord: string }) {
  const kinds = row.files.map(({ kind }) => kind);
  const isLocked = kinds.includes("locked-key");
  const shown = shortNamesOf(kinds).join(" ");
  return (
    <code data-tone={isLocked ? "warn" : undefined} title={isLocked ? lockedWord : undefined}>
      {shown}
    </code>
  );
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
