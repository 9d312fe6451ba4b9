import { clsx } from "clsx";
import Link from "next/link";
import type { BatchSummary } from "@/lib/commands/ports/batch.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { ExampleBadge } from "../ui/example-badge";
import { Relative } from "../ui/instant";
import { BatchState } from "./batch-rows";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";

interface BatchTableProps {
  readonly rows: readonly BatchSummary[];
  readonly texts: UiTexts["batches"];
  readonly common: UiTexts["common"];
  readonly viewer: Viewer;
}

export function BatchTable({ rows, texts, common, viewer }: BatchTableProps) {
  return (
    <div className={clsx(tableBoxClass, rowsOnPhoneClass)} data-list="">
      <table aria-label={texts.title}>
        <thead>
          <tr>
            <th scope="col">{texts.columns.title}</th>
            <th scope="col">{texts.columns.issuer}</th>
            <th scope="col">{texts.columns.people}</th>
            <th scope="col">{texts.columns.state}</th>
            <th scope="col">{texts.columns.made}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.batch}>
              <td>
                <Link className="font-semibold text-ink" href={`/batches/${row.batch}`} prefetch={false}>
                  {row.title}
                </Link>{" "}
                {row.isExample ? <ExampleBadge texts={common} /> : null}
                {row.sheet === "ready" ? <div className="text-xs text-subtle">{texts.sheets.ready}</div> : null}
              </td>
              <td>{row.issuer}</td>
              <td>{fill(texts.of, { issued: row.issued, total: row.total })}</td>
              <td>
                <BatchState state={row.state} texts={texts.states} />
              </td>
              <td>
                <Relative at={row.createdAt} viewer={viewer} />
                <div className="text-xs text-subtle">{fill(texts.by, { person: row.createdBy })}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
