import { clsx } from "clsx";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { relativeTime, dateAndTime, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge, badgesClass } from "../ui/badge";
import { cardClass } from "../styles/card";

type Compared = Pick<
  OutputOf<"renewal">,
  "before" | "after" | "numbers" | "keyChanges" | "keySince" | "files" | "days" | "by"
>;

interface RenewalTableProps {
  readonly compared: Compared;
  /** The renewal was made: the second column is what is there now. */
  readonly isDone: boolean;
  readonly texts: UiTexts["renew"];
  readonly viewer: Viewer;
}

interface Row {
  readonly label: string;
  readonly before: ReactNode;
  readonly after: ReactNode;
  /** A word for what changes; null for what stays. */
  readonly change: string | null;
}

const tableClass = [
  "w-full table-fixed text-sm [&_:is(td,th)]:border-t [&_:is(td,th)]:px-4 [&_:is(td,th)]:py-2.5 [&_td]:h-auto",
  "[&_:is(td,th)]:text-left [&_:is(td,th)]:align-top [&_:is(td,th)]:wrap-anywhere [&_:is(td,th)]:whitespace-normal",
  "[&_thead_th]:border-t-0 [&_thead_th]:bg-sunken [&_thead_th]:text-muted [&_tbody_th]:font-medium",
  "[&_tbody_th]:bg-transparent [&_tbody_th]:text-muted max-md:[&_thead]:hidden max-md:[&_tr]:grid max-md:[&_tr]:border-t",
  "max-md:[&_tr]:grid-cols-[minmax(0,1fr)_auto] max-md:[&_:is(td,th)]:border-t-0 max-md:[&_:is(td,th)]:py-1",
].join(" ");

/** What changes on top, on its own ground; what stays below, in grey. */
export function RenewalTable({ compared, isDone, texts, viewer }: RenewalTableProps) {
  const rows = rowsOf(compared, isDone, texts, viewer);
  const sorted = [...rows.filter(({ change }) => change !== null), ...rows.filter(({ change }) => change === null)];
  const { numbers } = compared;
  const columns = isDone ? [texts.before, texts.after] : [texts.now, texts.then];
  const [first, second] = [fill(columns[0]!, { n: numbers.before }), fill(columns[1]!, { n: numbers.after })];
  return (
    <div className={clsx(cardClass, "overflow-hidden")}>
      <table className={tableClass}>
        <caption className="sr-only">{isDone ? texts.changed : texts.table}</caption>
        <colgroup className="max-md:hidden">
          <col className="w-[116px]" />
          <col />
          <col />
          <col className="w-[116px]" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{texts.field}</span>
            </th>
            <th scope="col">{first}</th>
            <th scope="col">{second}</th>
            <th scope="col">
              <span className="sr-only">{texts.change}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ label, before, after, change }) => (
            <tr key={label} className={change === null ? "text-muted" : undefined}>
              <th scope="row" className="max-md:col-start-1 max-md:row-start-1 max-md:pt-2.5!">
                {label}
              </th>
              <td className="max-md:col-span-2 max-md:row-start-2">
                <span className="hidden text-xs text-subtle max-md:block">{first}</span>
                {before}
              </td>
              <td
                className={clsx(
                  "max-md:col-span-2 max-md:row-start-3 max-md:pb-2.5!",
                  change === null ? "max-md:hidden" : "bg-accent-soft",
                )}
              >
                <span className="hidden text-xs text-subtle max-md:block">{second}</span>
                {after}
              </td>
              <td className="max-md:col-start-2 max-md:row-start-1 max-md:pt-2.5!">
                {change === null ? texts.stays : <Badge tone="accent">{change}</Badge>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rowsOf(
  { before, after, keyChanges, keySince, files }: Compared,
  isDone: boolean,
  texts: UiTexts["renew"],
  viewer: Viewer,
): Row[] {
  const at = (instant: string | null) => (instant === null ? null : new Date(instant));
  const known = new Set(before.names);
  const added = after.names.filter((name) => !known.has(name));
  const since = shortDate(viewer, new Date(keySince));
  const sameNames = added.length === 0 && after.names.length === before.names.length;
  const stays = (is: boolean, word: string): string | null => (is ? null : word);
  return [
    {
      label: texts.until,
      before: <End at={at(before.notAfter)} viewer={viewer} other={texts.byAuthority} isNow={!isDone} />,
      after: <End at={at(after.notAfter)} viewer={viewer} other={texts.byAuthority} isNow={false} />,
      change: stays(before.notAfter === after.notAfter, texts.changes),
    },
    {
      label: texts.key,
      before: fill(texts.keySince, { key: before.key, date: since }),
      after: keyChanges ? fill(texts.keyNew, { key: after.key }) : texts.same,
      change: stays(!keyChanges, texts.newKey),
    },
    {
      label: texts.names,
      before: <Names names={before.names} none={texts.noNames} />,
      after: sameNames && !isDone ? texts.same : <Names names={after.names} added={added} none={texts.noNames} />,
      change: stays(sameNames, added.length > 0 ? fill(texts.added, { n: added.length }) : texts.changes),
    },
    {
      label: texts.serial,
      before: <span className="mono">{before.serial}</span>,
      after: after.serial === null ? texts.serialNew : <span className="mono">{after.serial}</span>,
      change: texts.changes,
    },
    {
      label: texts.files,
      before: <span className="mono">{files.before.join(", ")}</span>,
      after: <span className="mono">{files.after.join(", ")}</span>,
      change: stays(files.before.join() === files.after.join(), texts.changes),
    },
    {
      label: texts.subject,
      before: <span className="mono">{before.subject}</span>,
      after: before.subject === after.subject ? texts.same : <span className="mono">{after.subject}</span>,
      change: stays(before.subject === after.subject, texts.changes),
    },
    {
      label: texts.uses,
      before: usesIn(before.uses, texts),
      after: usesIn(after.uses, texts),
      change: stays(before.uses.join() === after.uses.join(), texts.changes),
    },
    {
      label: texts.issuer,
      before: before.issuer,
      after: after.issuer ?? texts.byAuthority,
      change: stays(after.issuer === null || after.issuer === before.issuer, texts.changes),
    },
  ];
}

function usesIn(uses: readonly string[], texts: UiTexts["renew"]): string {
  const words: Readonly<Record<string, string>> = texts.use;
  return uses.map((use) => words[use] ?? use).join(", ") || texts.noUses;
}

function End({
  at,
  viewer,
  other,
  isNow,
}: {
  readonly at: Date | null;
  readonly viewer: Viewer;
  readonly other: string;
  readonly isNow: boolean;
}) {
  if (at === null) return other;
  return (
    <>
      <time
        className={clsx("font-medium", isNow && at.getTime() - viewer.now.getTime() < 30 * 86_400_000 && "text-warn")}
        dateTime={at.toISOString()}
      >
        {dateAndTime(viewer, at)}
      </time>{" "}
      <span className="text-subtle">{relativeTime(viewer, at)}</span>
    </>
  );
}

function Names({
  names,
  added = [],
  none,
}: {
  readonly names: readonly string[];
  readonly added?: readonly string[];
  readonly none: string;
}) {
  if (names.length === 0) return none;
  return (
    <span className={badgesClass}>
      {names.map((name) => (
        <Badge key={name} tone={added.includes(name) ? "accent" : "idle"}>
          {added.includes(name) ? <Plus aria-hidden /> : null}
          {name.replace(/^(DNS|IP Address|IP):/, "")}
        </Badge>
      ))}
    </span>
  );
}
