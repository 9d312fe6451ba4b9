import { clsx } from "clsx";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { daysUntil, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { DateOnly } from "../ui/instant";
import { Status } from "../ui/status";
import { toneOf } from "../ui/tones";
import { cardClass, fileListClass } from "../styles/card";

const most = 50;

/** The certificates that an authority here has signed. */
export function IssuedCertificates({
  rows,
  texts,
  viewer,
}: {
  readonly rows: readonly ItemRow[];
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}) {
  const text = texts.item.issued;
  return (
    <section aria-labelledby="issued">
      <h2 className="text-section mb-3" id="issued">
        {text.title}
        <span className="text-subtle text-sm font-normal ml-2">
          {rows.length >= most ? fill(text.first, { n: most }) : rows.length === 0 ? "" : rows.length}
        </span>
      </h2>
      {rows.length === 0 ? (
        <p className={clsx(cardClass, "p-4 text-sm text-muted")}>{text.none}</p>
      ) : (
        <ul className={clsx(cardClass, fileListClass)}>
          {rows.map((row) => (
            <li key={row.id}>
              <a className="grow min-w-0 truncate" href={`/files/${encodeURIComponent(row.basename)}`}>
                {row.basename}
              </a>
              <span className="min-w-0 truncate text-muted max-md:hidden">{row.commonName}</span>
              {row.notAfter === null ? null : (
                <DateOnly at={row.notAfter} viewer={viewer} className="text-xs/5 text-subtle" />
              )}
              <Status
                status={row.status}
                tone={toneOf(row.status, row.notAfter === null ? null : daysUntil(viewer, row.notAfter))}
                texts={texts.common.status}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
