import { CircleAlert, CircleCheck, CircleDashed, Hourglass } from "lucide-react";
import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { type PlanRole, roleRows } from "./plan-place";

/* On a window too narrow for its machines the table moves sideways under its first column. */
const tableClass = [
  "mb-6 overflow-x-auto rounded-card border [&_:is(td,th)+:is(td,th)]:border-l [&_td]:align-top",
  "[&_:is(td,th):first-child]:sticky [&_:is(td,th):first-child]:left-0 [&_tbody_th]:bg-surface",
  "[&_tbody_th]:h-auto [&_tbody_th]:py-2 [&_tbody_th]:text-sm/[18px] [&_tbody_th]:text-ink [&_tbody_th]:whitespace-normal",
  "[&_tbody_th]:min-w-30 [&_tbody_th]:align-top [&_tr:last-child>*]:border-b-0 [&_td]:min-w-32",
].join(" ");

const stateClass = "flex items-center gap-1.5 text-xs/[18px] text-muted icon:size-3";

interface RoleTableProps {
  readonly plan: PlanView;
  readonly texts: Pick<UiTexts, "services" | "servicePage">;
  readonly locale: Locale;
}

/** So many certificates of one role are in a cell: one for each person would fill the page. */
const shownInCell = 6;

/** The roles of all machines: which certificate each has, and how far it is. */
export function RoleTable({ plan, texts, locale }: RoleTableProps) {
  const text = texts.servicePage.table;
  const isSingle = plan.nodes.length < 2;
  const cell = (roles: readonly PlanRole[]) => <Cell roles={roles} plan={plan} texts={texts} locale={locale} />;
  return (
    <div className={tableClass} tabIndex={0} role="region" aria-label={text.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.role}</th>
            {isSingle ? (
              <th scope="col">{text.certificate}</th>
            ) : (
              plan.nodes.map((node) => (
                <th key={node} scope="col">
                  {node}
                </th>
              ))
            )}
          </tr>
        </thead>
        <tbody>
          {roleRows(plan).map(({ title, whole, machines }) => (
            <tr key={title}>
              <th scope="row">{texts.services.roles[title]}</th>
              {isSingle ? (
                <td>{cell([...whole, ...machines.flatMap(({ roles }) => roles)])}</td>
              ) : whole.length > 0 ? (
                <td colSpan={plan.nodes.length}>{cell(whole)}</td>
              ) : (
                machines.map(({ node, roles }) => (
                  <td key={node}>
                    {roles.length === 0 ? <span className="text-subtle">{text.notHere}</span> : cell(roles)}
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ roles, plan, texts, locale }: RoleTableProps & { readonly roles: readonly PlanRole[] }) {
  const shown = roles.slice(0, shownInCell);
  return (
    <>
      {shown.map((role) => (
        <div key={role.id} className="not-first:mt-1.5">
          {role.identity === null ? null : (
            <a className="mono font-medium wrap-anywhere" href={`/files/${encodeURIComponent(role.identity)}`}>
              {role.identity}
            </a>
          )}
          <State role={role} plan={plan} texts={texts} locale={locale} />
        </div>
      ))}
      {roles.length === shown.length ? null : (
        <p className="text-xs text-subtle">{fill(texts.servicePage.table.more, { n: roles.length - shown.length })}</p>
      )}
    </>
  );
}

function State({ role, plan, texts, locale }: RoleTableProps & { readonly role: PlanRole }) {
  const text = texts.servicePage.table;
  const failing = plan.checks.filter(
    ({ about, status }) => about === role.id && (status === "fail" || status === "unknown"),
  ).length;
  const tally = plan.progress.roles.find((each) => each.role === role.id)?.tally;
  if (failing > 0 || role.identity === null) {
    return (
      <span className={stateClass}>
        <CircleAlert className="text-danger-mark" aria-hidden />
        {role.identity === null ? text.none : count(locale, text.fails, failing)}
      </span>
    );
  }
  if (tally === undefined || tally.done === tally.all) {
    return (
      <span className={stateClass}>
        <CircleCheck className="text-ok-mark" aria-hidden />
        {text.done}
      </span>
    );
  }
  const waits = tally.open === 0;
  return (
    <span className={stateClass}>
      {waits ? (
        <Hourglass className="text-info-mark" aria-hidden />
      ) : (
        <CircleDashed className="text-idle-mark" aria-hidden />
      )}
      {waits ? text.waits : fill(text.progress, { done: tally.done, all: tally.all })}
    </span>
  );
}
