import { clsx } from "clsx";
import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { daysUntil, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { DateOnly, Relative } from "../ui/instant";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { sectionHeadClass } from "../styles/section";
import { toneText } from "../styles/tone-classes";

/** Those that end first; the rest is in the list. */
const most = 6;

interface OverviewAuthoritiesProps {
  readonly authorities: OutputOf<"overview">["authorities"];
  readonly lists: OutputOf<"overview">["lists"];
  readonly ownLists: OutputOf<"overview">["ownLists"];
  readonly total: number;
  readonly texts: UiTexts["overview"];
  readonly viewer: Viewer;
}

/** The authorities, whose certificate or list ends first on top: do they sign here, and until when. */
export function OverviewAuthorities({ authorities, lists, ownLists, total, texts, viewer }: OverviewAuthoritiesProps) {
  if (authorities.length === 0) return null;
  const text = texts.authorities;
  // One that is signed here is newer than one that was brought.
  const listOf = ({ subject }: ItemRow): Date | null =>
    [
      ...lists.filter(({ issuer }) => issuer === subject),
      ...ownLists.filter(({ subject: issuer }) => issuer === subject),
    ]
      .map(({ nextUpdate }) => nextUpdate)
      .reduce<Date | null>((last, each) => (each !== null && (last === null || each > last) ? each : last), null);
  const rows = authorities
    .map((row) => ({ row, list: listOf(row) }))
    .sort((one, other) => firstEnd(one) - firstEnd(other))
    .slice(0, most);
  const tone = (at: Date): string => {
    const days = daysUntil(viewer, at);
    return days <= 7 ? toneText.danger : days <= 30 ? toneText.warn : "text-subtle";
  };
  return (
    <section className="min-w-0" aria-labelledby="authorities">
      <header className={sectionHeadClass}>
        <h2 id="authorities">{text.title}</h2>
        <Link className="ml-auto text-sm" href="/files?kind=authority" prefetch={false}>
          {fill(text.all, { n: total })}
        </Link>
      </header>
      <div className={clsx(tableBoxClass, rowsOnPhoneClass)} data-list="">
        <table aria-labelledby="authorities">
          <thead>
            <tr>
              <th scope="col">{text.name}</th>
              <th scope="col">{text.signs}</th>
              <th scope="col">{text.list}</th>
              <th scope="col">{text.ends}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, list }) => (
              <tr key={row.id}>
                <td>
                  <Link
                    className="font-semibold text-ink wrap-anywhere"
                    href={`/files/${encodeURIComponent(row.basename)}`}
                    prefetch={false}
                  >
                    {row.commonName === "" ? row.basename : row.commonName}
                  </Link>
                  <div className="text-xs text-subtle">
                    {row.isSelfSigned ? text.root : text.intermediate}, {row.keyAlgorithm}
                  </div>
                </td>
                <td>
                  <span className="text-subtle md:hidden">{text.signs}: </span>
                  {row.files.some(({ kind }) => kind === "key" || kind === "locked-key") ? text.yes : text.no}
                </td>
                <td>
                  <span className="text-subtle md:hidden">{text.list}: </span>
                  {list === null ? (
                    <span className="text-subtle">{text.noList}</span>
                  ) : (
                    <span className={tone(list)}>
                      <Relative at={list} viewer={viewer} />
                    </span>
                  )}
                </td>
                <td>
                  <span className="text-subtle md:hidden">{text.ends}: </span>
                  {row.notAfter === null ? null : (
                    <DateOnly at={row.notAfter} viewer={viewer} className={tone(row.notAfter)} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function firstEnd({ row, list }: { readonly row: ItemRow; readonly list: Date | null }): number {
  return Math.min(row.notAfter?.getTime() ?? Infinity, list?.getTime() ?? Infinity);
}
