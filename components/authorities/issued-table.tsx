import { clsx } from "clsx";
import Link from "next/link";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { controlClass } from "../form/controls";
import { filterLineClass } from "../form/layout";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { Button, LinkButton } from "../ui/button";
import { DateOnly, Relative } from "../ui/instant";
import type { ShownAuthority } from "./authority-detail";

interface IssuedTableProps {
  readonly value: ShownAuthority;
  readonly query: { readonly search: string; readonly state: string; readonly cursor: string };
  readonly texts: UiTexts["authorities"];
  readonly status: UiTexts["common"]["status"];
  readonly viewer: Viewer;
}

const states = ["in-force", "revoked", "ended"] as const;

/** What the authority issued: a form that any browser can send, a page at a time, the newest first. */
export function IssuedTable({ value, query, texts, status, viewer }: IssuedTableProps) {
  const text = texts.issued;
  const { total, inForce, revoked, ended, isAtLeast } = value.issued;
  const { rows, next } = value.issuedPage;
  const address = (change: Readonly<Record<string, string>>): string => {
    const words = Object.entries({ name: value.name, search: query.search, state: query.state, ...change });
    return `/authorities?${new URLSearchParams(words.filter(([, word]) => word !== "")).toString()}#issued`;
  };
  return (
    <section className={sectionClass} aria-labelledby="issued">
      <header className={sectionHeadClass}>
        <h2 id="issued">{text.title}</h2>
        <span className="text-sm text-subtle">
          {fill(isAtLeast ? text.atLeast : text.counts, { total, inForce, revoked, ended })}
        </span>
        <Link
          className="ml-auto text-sm"
          href={`/files?show=all&issuer=${encodeURIComponent(value.commonName)}`}
          prefetch={false}
        >
          {texts.acts.files}
        </Link>
      </header>
      <form className={filterLineClass} action="/authorities" role="search">
        <input
          className={controlClass()}
          type="search"
          name="search"
          defaultValue={query.search}
          placeholder={text.search}
          aria-label={text.search}
        />
        <input type="hidden" name="name" value={value.name} />
        {query.state === "" ? null : <input type="hidden" name="state" value={query.state} />}
        <Button type="submit">{text.find}</Button>
        <nav aria-label={text.title} className="flex flex-wrap gap-1.5">
          {(["", ...states] as const).map((state) => (
            <LinkButton
              key={state}
              size="sm"
              href={address({ state })}
              aria-current={query.state === state ? "true" : undefined}
              variant={query.state === state ? "plain" : "ghost"}
            >
              {state === "" ? text.all : text.states[state]}
            </LinkButton>
          ))}
        </nav>
      </form>
      {rows.length === 0 ? (
        <p className="text-sm text-muted">
          {query.search === "" && query.state === "" && query.cursor === "" ? text.none : text.nothing}
        </p>
      ) : (
        <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
          <table aria-label={text.title}>
            <thead>
              <tr>
                <th scope="col">{text.columns.name}</th>
                <th scope="col">{text.columns.template}</th>
                <th scope="col">{text.columns.ends}</th>
                <th scope="col">{text.columns.issued}</th>
                <th scope="col">{text.columns.status}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.serial}>
                  <td>
                    <Link
                      className="font-medium text-ink wrap-anywhere"
                      href={
                        row.isAuthority
                          ? `/authorities?name=${encodeURIComponent(row.name)}`
                          : `/files/${encodeURIComponent(row.name)}`
                      }
                      prefetch={false}
                    >
                      {row.name}
                    </Link>
                    <span className="block text-xs text-subtle wrap-anywhere">
                      {row.commonName}
                      {row.nameCount > 1 ? ` +${row.nameCount - 1}` : ""}
                    </span>
                  </td>
                  <td className="text-sm text-muted">
                    {row.template === null ? text.unknownTemplate : fill(text.version, row.template)}
                  </td>
                  <td>
                    <Relative at={new Date(row.notAfter)} viewer={viewer} />
                  </td>
                  <td className="text-sm text-muted">
                    <DateOnly at={new Date(row.issuedAt)} viewer={viewer} />
                    {row.by === null ? null : <span className="block text-xs text-subtle wrap-anywhere">{row.by}</span>}
                  </td>
                  <td className="text-sm">{status[row.status]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next === null && query.cursor === "" ? null : (
        <div className="mt-3 flex justify-end gap-2">
          {query.cursor === "" ? null : <LinkButton href={address({})}>{text.newest}</LinkButton>}
          {next === null ? null : <LinkButton href={address({ cursor: next })}>{text.more}</LinkButton>}
        </div>
      )}
    </section>
  );
}
