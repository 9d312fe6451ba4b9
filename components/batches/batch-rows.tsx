import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Hourglass, Ban, LoaderCircle, OctagonAlert } from "lucide-react";
import Link from "next/link";
import type { BatchRowView, BatchState as State } from "@/lib/commands/ports/batch.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { LinkButton } from "../ui/button";
import { DateOnly } from "../ui/instant";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { buttonGroupClass, pagerClass } from "../ui/pager";

interface BatchRowsProps {
  readonly batch: string;
  readonly rows: readonly (BatchRowView & { readonly problem: string | null })[];
  readonly next: number | null;
  readonly after: number;
  readonly state: BatchRowView["state"] | undefined;
  readonly mayRevoke: boolean;
  readonly texts: UiTexts["batch"];
  readonly viewer: Viewer;
}

const signs = {
  waiting: { icon: Hourglass, tone: "info" },
  issued: { icon: CircleCheck, tone: "ok" },
  failed: { icon: CircleAlert, tone: "danger" },
} as const;
const states = ["waiting", "issued", "failed"] as const;

/** Person by person; the address holds the state and the place. */
export function BatchRows({ batch, rows, next, after, state, mayRevoke, texts, viewer }: BatchRowsProps) {
  const address = (query: Record<string, string>) =>
    `/batches/${batch}${Object.keys(query).length === 0 ? "" : `?${new URLSearchParams(query).toString()}`}`;
  const filter: Record<string, string> = state === undefined ? {} : { state };
  return (
    <section className="grid grid-cols-1 content-start gap-4" aria-labelledby="people">
      <div className="flex items-center gap-2 flex-wrap">
        <h2 className="text-section grow" id="people">
          {texts.rows}
        </h2>
        <nav className="flex items-center gap-2 flex-wrap" aria-label={texts.columns.state}>
          <LinkButton
            size="sm"
            variant={state === undefined ? "plain" : "ghost"}
            aria-current={state === undefined ? "page" : undefined}
            href={address({})}
            scroll={false}
          >
            {texts.all}
          </LinkButton>
          {states.map((each) => (
            <LinkButton
              key={each}
              size="sm"
              variant={state === each ? "plain" : "ghost"}
              aria-current={state === each ? "page" : undefined}
              href={address({ state: each })}
              scroll={false}
            >
              {texts.rowStates[each]}
            </LinkButton>
          ))}
        </nav>
      </div>
      {rows.length === 0 ? (
        <p className="text-muted">{texts.none}</p>
      ) : (
        <div
          className={clsx(tableBoxClass, rowsOnPhoneClass, "overflow-x-auto print:overflow-visible")}
          tabIndex={0}
          role="region"
          aria-label={texts.rows}
        >
          <table>
            <thead>
              <tr>
                <th scope="col" className="text-right">
                  {texts.columns.row}
                </th>
                <th scope="col">{texts.columns.person}</th>
                <th scope="col">{texts.columns.file}</th>
                <th scope="col">{texts.columns.identity}</th>
                <th scope="col">{texts.columns.ends}</th>
                <th scope="col">{texts.columns.state}</th>
                <th scope="col">{texts.columns.link}</th>
                {mayRevoke ? (
                  <th scope="col">
                    <span className="sr-only">{texts.takeBack}</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.position} row={row} mayRevoke={mayRevoke} texts={texts} viewer={viewer} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next === null && after === 0 ? null : (
        <nav className={pagerClass} aria-label={texts.more}>
          <span className={buttonGroupClass}>
            {after === 0 ? null : (
              <LinkButton size="sm" href={address(filter)}>
                {texts.back}
              </LinkButton>
            )}
            {next === null ? null : (
              <LinkButton size="sm" href={address({ ...filter, after: String(next) })}>
                {texts.more}
              </LinkButton>
            )}
          </span>
        </nav>
      )}
    </section>
  );
}

function Row({
  row,
  mayRevoke,
  texts,
  viewer,
}: {
  readonly row: BatchRowsProps["rows"][number];
  readonly mayRevoke: boolean;
  readonly texts: UiTexts["batch"];
  readonly viewer: Viewer;
}) {
  const { icon: Icon, tone } = signs[row.state];
  const linkDate = row.link === null ? null : (row.link.usedAt ?? row.link.expiresAt);
  return (
    <tr>
      <td className="text-right text-subtle">{row.position}</td>
      <td>
        <b className="font-semibold">{row.name}</b>
        <div className="text-xs text-subtle wrap-anywhere">
          {[row.email, row.upn, row.department].filter((each) => each !== null).join(" · ")}
        </div>
      </td>
      <td>{row.fileName}</td>
      <td>
        {row.identity === null ? null : (
          <Link href={`/files/${row.identity}`} prefetch={false}>
            {row.identity}
          </Link>
        )}
      </td>
      <td>{row.notAfter === null ? null : <DateOnly at={row.notAfter} viewer={viewer} />}</td>
      <td>
        <span className="flex items-center gap-2 flex-wrap">
          <span className="status" data-tone={tone}>
            <Icon aria-hidden />
            {texts.rowStates[row.state]}
          </span>
          {row.isRenewal ? <Badge>{texts.renewal}</Badge> : null}
          {row.isRenewed ? <Badge>{texts.renewed}</Badge> : null}
          {row.isRevoked ? <Badge tone="danger">{texts.takenBack}</Badge> : null}
        </span>
        {row.problem === null ? null : <div className="text-xs whitespace-normal text-danger">{row.problem}</div>}
      </td>
      <td>
        {row.link === null || linkDate === null
          ? null
          : fill(texts.linkStates[row.link.state], { date: shortDate(viewer, linkDate) })}
      </td>
      {mayRevoke ? (
        <td>
          {row.identity === null || row.isRenewed || row.isRevoked ? null : (
            <LinkButton
              size="sm"
              variant="ghost"
              href={`/revoke?certificate=${encodeURIComponent(row.identity)}`}
              aria-label={fill(texts.revokeOf, { name: row.name })}
            >
              {texts.takeBack}
            </LinkButton>
          )}
        </td>
      ) : null}
    </tr>
  );
}

const stateSigns = {
  running: { icon: LoaderCircle, tone: "info" },
  cancelled: { icon: Ban, tone: "idle" },
  stopped: { icon: OctagonAlert, tone: "danger" },
  done: { icon: CircleCheck, tone: "ok" },
} as const;

export function BatchState({
  state,
  texts,
}: {
  readonly state: State;
  readonly texts: Readonly<Record<State, string>>;
}) {
  const { icon: Icon, tone } = stateSigns[state];
  return (
    <span className="status" data-tone={tone}>
      <Icon aria-hidden />
      {texts[state]}
    </span>
  );
}
