import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { KeyRows } from "@/components/keys/key-rows";
import { PageHead } from "@/components/ui/page-head";
import { buttonGroupClass, pagerClass } from "@/components/ui/pager";
import { Refusal } from "@/components/ui/refusal";
import { controlClass } from "@/components/form/controls";
import { tabsClass } from "@/components/styles/tabs";
import { keyFilters } from "@/components/keys/key-filters";
import { fill } from "@/lib/i18n/ui/text.ts";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.keys.title };
}

interface KeysPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

const one = (given: string | string[] | undefined): string => (Array.isArray(given) ? (given[0] ?? "") : (given ?? ""));

/** Every private key: what uses it, what waits for it, and those that nothing uses. */
export default async function KeysPage({ searchParams }: KeysPageProps) {
  const given = await searchParams;
  const [search, cursor] = [one(given["q"]).trim(), one(given["cursor"])];
  const only = keyFilters.find((each) => each === one(given["only"]));
  const [person, { texts, viewer }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("key-list", {
      limit: 50,
      ...(only === undefined ? {} : { only }),
      ...(search === "" ? {} : { search }),
      ...(cursor === "" ? {} : { cursor }),
    }),
  ]);
  const text = texts.keys;
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} texts={texts.common} />;
  const { rows, next } = answer.value;
  const at = (change: Readonly<Record<string, string>>): string => {
    const query = new URLSearchParams(Object.entries(change).filter(([, value]) => value !== ""));
    return query.size === 0 ? "/keys" : `/keys?${query.toString()}`;
  };
  const tabs = [undefined, ...keyFilters];
  return (
    <>
      <PageHead
        title={text.title}
        command={["pki key-list", search, ...(only === undefined ? [] : [`only:${only}`])].filter(Boolean).join(" ")}
        lede={text.lede}
      />
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <nav className={tabsClass} aria-label={text.filters.label}>
          {tabs.map((each) => (
            <Link
              key={each ?? "all"}
              href={at({ only: each ?? "", q: search })}
              prefetch={false}
              aria-current={each === only ? "page" : undefined}
            >
              {text.filters[each ?? "all"]}
            </Link>
          ))}
        </nav>
        <form className="flex gap-2" action="/keys" role="search">
          {only === undefined ? null : <input type="hidden" name="only" value={only} />}
          <input
            className={controlClass({}, "w-56")}
            type="search"
            name="q"
            defaultValue={search}
            aria-label={text.search}
            placeholder={text.search}
            maxLength={200}
          />
          <button type="submit" className={buttonClass({})}>
            {text.find}
          </button>
        </form>
      </div>
      {rows.length === 0 ? (
        <p className="text-muted">
          {search === "" ? text.nothing[only ?? "all"] : fill(text.nothing.search, { search })}
        </p>
      ) : (
        <KeyRows rows={rows} mayUnlock={may(person.role, "inventory.write")} texts={texts} viewer={viewer} />
      )}
      {next === null && cursor === "" ? null : (
        <nav className={pagerClass} aria-label={text.pages}>
          <span className={buttonGroupClass}>
            {cursor === "" ? null : (
              <Link className={buttonClass({ size: "sm" })} href={at({ only: only ?? "", q: search })} prefetch={false}>
                {text.first}
              </Link>
            )}
            {next === null ? null : (
              <Link
                className={buttonClass({ size: "sm" })}
                href={at({ only: only ?? "", q: search, cursor: next })}
                prefetch={false}
              >
                {text.next}
              </Link>
            )}
          </span>
        </nav>
      )}
    </>
  );
}
