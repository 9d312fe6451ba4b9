import { clsx } from "clsx";
import type { CrlEntry } from "@/lib/pki/inspect/types.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";

/** The first entries of a revocation list. */
export function RevokedTable({
  entries,
  texts,
  viewer,
}: {
  readonly entries: readonly CrlEntry[];
  readonly texts: UiTexts["item"];
  readonly viewer: Viewer;
}) {
  const hasIssuers = entries.some(({ issuer }) => issuer !== null);
  return (
    <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.fact.serial}</th>
            <th scope="col">{texts.revokedOn}</th>
            <th scope="col">{texts.revokedReason}</th>
            {hasIssuers ? <th scope="col">{texts.fact.issuer}</th> : null}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => (
            <tr key={index}>
              <td className="mono wrap-anywhere">{entry.serial}</td>
              <td>
                <time dateTime={entry.date}>{shortDate(viewer, new Date(entry.date))}</time>
              </td>
              <td>{entry.reason ?? texts.noReason}</td>
              {hasIssuers ? <td className="wrap-anywhere">{entry.issuer}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
