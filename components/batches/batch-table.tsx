import Link from "next/link";
import type { BatchSummary } from "@/lib/commands/ports/batch.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { Relative } from "../ui/instant";
import { BatchState } from "./batch-rows";

interface BatchTableProps {
  readonly rows: readonly BatchSummary[];
  readonly words: UiWords["batches"];
  readonly viewer: Viewer;
}

export function BatchTable({ rows, words, viewer }: BatchTableProps) {
  return (
    <div className="tbl rows">
      <table aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.columns.title}</th>
            <th scope="col">{words.columns.issuer}</th>
            <th scope="col">{words.columns.people}</th>
            <th scope="col">{words.columns.state}</th>
            <th scope="col">{words.columns.made}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.batch}>
              <td>
                <Link className="name" href={`/batches/${row.batch}`} prefetch={false}>
                  {row.title}
                </Link>
                {row.sheet === "ready" ? <div className="t2">{words.sheets.ready}</div> : null}
              </td>
              <td>{row.issuer}</td>
              <td>{fill(words.of, { issued: row.issued, total: row.total })}</td>
              <td>
                <BatchState state={row.state} words={words.states} />
              </td>
              <td>
                <Relative at={row.createdAt} viewer={viewer} />
                <div className="t2">{fill(words.by, { person: row.createdBy })}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
