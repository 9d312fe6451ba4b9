import { clsx } from "clsx";
import { Ban, CircleCheck, CircleX, Hourglass } from "lucide-react";
import type { AuditRow } from "@/lib/commands/ports/audit.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import { dateAndTime, exactInstant } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";

const signs = {
  done: { icon: CircleCheck, tone: "ok" },
  refused: { icon: Ban, tone: "warn" },
  failed: { icon: CircleX, tone: "danger" },
  unfinished: { icon: Hourglass, tone: "danger" },
} as const;

/** Rows of the audit log: actor, command, object and outcome, newest first. */
export function ActivityRows({
  rows,
  texts,
  viewer,
}: {
  readonly rows: readonly AuditRow[];
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}) {
  const text = texts.activity;
  return (
    <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
      <table aria-label={text.title}>
        <thead>
          <tr>
            <th scope="col">{text.columns.when}</th>
            <th scope="col">{text.columns.who}</th>
            <th scope="col">{text.columns.what}</th>
            <th scope="col">{text.columns.facts}</th>
            <th scope="col">{text.columns.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { icon: Icon, tone } = signs[row.outcome];
            return (
              <tr key={row.id}>
                <td className="whitespace-nowrap">
                  <time dateTime={row.at.toISOString()} title={exactInstant(viewer, row.at)}>
                    {dateAndTime(viewer, row.at)}
                  </time>
                </td>
                <td className="min-w-44">
                  {row.actor === "" ? text.nobody : row.actor}
                  {row.owner === null ? null : (
                    <div className="text-xs text-muted wrap-anywhere">{fill(text.of, { owner: row.owner })}</div>
                  )}
                  <div className="text-xs text-subtle">
                    {fill(text.by, {
                      role: texts.frame.roles[row.role as keyof UiTexts["frame"]["roles"]] ?? row.role,
                      surface: text.surfaces[row.surface],
                    }).replace(/^, /, "")}
                  </div>
                  {row.address === null && row.credential === null ? null : (
                    <div className="text-xs text-subtle mono wrap-anywhere" title={row.credential ?? undefined}>
                      {[row.address, row.credential?.slice(0, 8)].filter(Boolean).join(" · ")}
                    </div>
                  )}
                </td>
                <td className="mono whitespace-nowrap">{row.command}</td>
                <td className="text-muted wrap-anywhere">{factsOf(row.facts)}</td>
                <td>
                  <span className="status" data-tone={tone}>
                    <Icon aria-hidden />
                    {text.outcomes[row.outcome]}
                  </span>
                  {row.errorCode === null ? null : <div className="text-xs text-subtle mono">{row.errorCode}</div>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** `name dbserver, key rsa-2048`: what the log remembers, without what says nothing. */
function factsOf(facts: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(facts).filter(([, value]) => value !== null && value !== false && value !== "");
  return told
    .map(([name, value]) =>
      value === true ? name : `${name} ${Array.isArray(value) ? value.join(", ") : String(value)}`,
    )
    .join(", ");
}
