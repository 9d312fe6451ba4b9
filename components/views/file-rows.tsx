import type { ItemRow } from "@/lib/commands/ports.ts";
import { fill } from "@/lib/i18n/ui-text.ts";
import { daysUntil, type Viewer } from "@/lib/i18n/ui-time.ts";
import type { UiWords } from "@/lib/i18n/ui-words.ts";
import { Expiry } from "../ui/expiry";
import { Kinds } from "../ui/kinds";
import { SpriteStatus } from "../ui/status";

interface FileRowsProps {
  readonly rows: readonly ItemRow[];
  readonly words: UiWords["files"];
  readonly statusWords: UiWords["common"]["status"];
  readonly viewer: Viewer;
}

/** The rows alone, without a line of client code: the table around them listens for all of them. */
export function FileRows({ rows, words, statusWords, viewer }: FileRowsProps) {
  const expiryWords = { life: words.life, noCertificate: words.noCertificate };
  return rows.map((row) => {
    const days = row.notAfter === null ? null : daysUntil(viewer, row.notAfter);
    const more = row.nameCount - 1;
    return (
      <tr key={row.id} aria-selected="false">
        <td className="c-sel">
          <input type="checkbox" className="check" name="pick" value={row.basename} data-files={row.files.map((file) => file.fileName).join("/")} aria-label={fill(words.select, { name: row.basename })} />
        </td>
        <td className="c-name">
          <a className="name" href={`/files/${encodeURIComponent(row.basename)}`} title={row.basename}>
            {row.basename}
          </a>
        </td>
        <td className="c-kind">
          <Kinds kinds={row.files.map((file) => file.kind)} lockedWord={words.locked} />
        </td>
        <td className="c-subj">
          <div className="subj">
            <span className="clip" title={row.subject}>
              {row.commonName}
            </span>
            {more > 0 ? (
              <span className="badge" title={fill(words.moreNames, { n: more })}>
                +{more}
              </span>
            ) : null}
          </div>
        </td>
        <td className="c-iss">
          <div className="iss" title={row.issuer}>
            {row.isSelfSigned ? words.selfSigned : row.issuer}
          </div>
        </td>
        <td className="c-exp">
          <Expiry notBefore={row.notBefore} notAfter={row.notAfter} viewer={viewer} words={expiryWords} />
        </td>
        <td className="c-st">
          <SpriteStatus status={row.status} daysLeft={days} words={statusWords} />
        </td>
      </tr>
    );
  });
}
