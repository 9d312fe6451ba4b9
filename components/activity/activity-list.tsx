import { Ban, ChevronDown, CircleCheck, CircleX, Hourglass } from "lucide-react";
import type { AuditPage, AuditRow } from "@/lib/commands/ports/audit.ts";
import { type ActPiece, givenFacts, tellAct, textOfAct } from "@/lib/i18n/sentences/acts.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { dayOf, exactInstant, longDate, shortTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { ActSentence } from "./act-sentence";
import { foldBatches } from "./fold-batches";

const signs = {
  done: { icon: CircleCheck, tone: "ok" },
  refused: { icon: Ban, tone: "warn" },
  failed: { icon: CircleX, tone: "danger" },
  unfinished: { icon: Hourglass, tone: "danger" },
} as const;

interface ActivityListProps {
  readonly page: Pick<AuditPage, "rows" | "links">;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/** Acts as sentences, newest first, a heading for each day. What the log has beside them is folded into each. */
export function ActivityList({ page: { rows, links }, texts, viewer }: ActivityListProps) {
  const titles = new Map(links.batches.map(({ id, title }) => [id, title]));
  const days = Map.groupBy(foldBatches(rows), ({ at }) => dayOf(viewer, at));
  return (
    <div className="grid grid-cols-1 gap-6">
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="flex items-baseline gap-2 pb-2 text-sm font-semibold">
            {dayTitle(day, ofDay[0]!.at, texts.activity, viewer)}
          </h2>
          <ol className="divide-y rounded-card border bg-surface">
            {ofDay.map((row) => (
              <Entry key={row.id} row={row} told={tellAct(row, titles, viewer.locale)} {...{ links, texts, viewer }} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function dayTitle(day: string, at: Date, text: UiTexts["activity"], viewer: Viewer) {
  const yesterday = new Date(viewer.now.getTime() - 86_400_000);
  const near =
    day === dayOf(viewer, viewer.now) ? text.today : day === dayOf(viewer, yesterday) ? text.yesterday : null;
  return near === null ? (
    longDate(viewer, at)
  ) : (
    <>
      {near}
      <span className="font-normal text-subtle">{longDate(viewer, at)}</span>
    </>
  );
}

interface EntryProps {
  readonly row: AuditRow;
  readonly told: readonly ActPiece[];
  readonly links: AuditPage["links"];
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

function Entry({ row, told, links, texts, viewer }: EntryProps) {
  const text = texts.activity;
  const { icon: Icon, tone } = signs[row.outcome];
  const beside = [
    row.surface === "browser" ? "" : text.surfaces[row.surface],
    ownerOf(row.owner, text),
    row.outcome === "done" ? "" : text.outcomes[row.outcome],
  ].filter(Boolean);
  return (
    <li className="relative flex items-start gap-3 py-2.5 pr-12 pl-4 max-md:pl-3">
      <span className="status mt-0.5 shrink-0" data-tone={tone}>
        <Icon role="img" aria-label={text.outcomes[row.outcome]} />
      </span>
      <div className="min-w-0 grow">
        <div className="flex items-baseline gap-x-4 max-md:flex-col">
          <p className="min-w-0 grow wrap-anywhere">
            <ActSentence told={told} links={links} />
          </p>
          {beside.length === 0 ? null : <p className="shrink-0 text-xs text-subtle">{beside.join(" · ")}</p>}
        </div>
        <details className="group">
          <summary
            className={foldClass}
            aria-label={fill(text.detailsOf, { act: textOfAct(told) })}
            title={text.details}
          >
            <ChevronDown aria-hidden className="group-open:rotate-180" />
          </summary>
          <EntryFacts row={row} texts={texts} viewer={viewer} />
        </details>
      </div>
      <time
        className="shrink-0 text-sm text-subtle tabular-nums"
        dateTime={row.at.toISOString()}
        title={exactInstant(viewer, row.at)}
      >
        {shortTime(viewer, row.at)}
      </time>
    </li>
  );
}

/** Of a token; a script on the host stands in the log under its command. */
function ownerOf(owner: string | null, text: UiTexts["activity"]): string {
  if (owner === null) return "";
  return owner.startsWith("npm run ") ? text.ofHost : fill(text.of, { owner });
}

/** The arrow at the end of the line, as large as a finger wants it. */
const foldClass = [
  "absolute top-1 right-2 grid size-9 cursor-pointer list-none place-items-center rounded-control text-subtle",
  "hover:bg-hover [&::-webkit-details-marker]:hidden",
].join(" ");

/** The log's own words: the raw command, the code, what was given, from where. */
function EntryFacts({ row, texts, viewer }: Pick<EntryProps, "row" | "texts" | "viewer">) {
  const text = texts.activity.facts;
  const roles: Readonly<Record<string, string>> = texts.frame.roles;
  const facts: readonly (readonly [string, string, isMono: boolean])[] = [
    [text.command, row.command, true],
    [text.code, row.errorCode ?? "", true],
    [text.given, factsOf(givenFacts(row)), true],
    [text.person, row.actor, false],
    [text.role, roles[row.role] ?? row.role, false],
    [text.surface, texts.activity.surfaces[row.surface], false],
    [text.address, row.address ?? "", true],
    [text.credential, row.credential ?? "", true],
    [text.began, exactInstant(viewer, row.at), false],
    [text.ended, row.finishedAt === null ? "" : exactInstant(viewer, row.finishedAt), false],
    [text.event, row.id, true],
  ];
  return (
    <dl className="grid grid-cols-[minmax(96px,160px)_minmax(0,1fr)] gap-x-4 gap-y-1 pt-2 pb-1 text-sm">
      {facts
        .filter(([, value]) => value !== "")
        .map(([name, value, isMono]) => (
          <div key={name} className="contents">
            <dt className="text-subtle">{name}</dt>
            <dd className={isMono ? "mono wrap-anywhere" : "wrap-anywhere"}>{value}</dd>
          </div>
        ))}
    </dl>
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
