import { clsx } from "clsx";
import { ChevronDown, ScrollText, Search, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { ActivityRows } from "@/components/activity/activity-rows";
import { AutoSubmit } from "@/components/form/auto-submit";
import { Refusal } from "@/components/ui/refusal";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";
import { fieldWithClass, selectClass, selectBoxClass, controlClass } from "@/components/form/controls";
import { buttonGroupClass, pagerClass } from "@/components/ui/pager";
import { filterLineClass } from "@/components/form/layout";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.activity.title };
}

const outcomes = ["unfinished", "done", "refused", "failed"] as const;

interface ActivityPageProps {
  readonly searchParams: Promise<{ readonly q?: string; readonly outcome?: string; readonly cursor?: string }>;
}

export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  const [{ texts, viewer }, given] = await Promise.all([readChoices(), searchParams]);
  const search = String(given.q ?? "").slice(0, 200);
  const outcome = outcomes.find((each) => each === given.outcome);
  const cursor = typeof given.cursor === "string" ? given.cursor : undefined;
  const text = texts.activity;
  const answer = await read("audit", {
    limit: 100,
    ...(search === "" ? {} : { search }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} texts={texts.common} />;
  const { rows, next } = answer.value;
  const address = (place: string | undefined): string => {
    const entries = {
      ...(search === "" ? {} : { q: search }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(place === undefined ? {} : { cursor: place }),
    };
    return `/activity?${new URLSearchParams(entries).toString()}`;
  };
  const isFiltered = search !== "" || outcome !== undefined;
  return (
    <>
      <PageHead title={text.title} lede={text.lede} />
      <AutoSubmit path="/activity" className={filterLineClass}>
        <span className={fieldWithClass}>
          <Search aria-hidden />
          <input
            className={controlClass()}
            type="search"
            name="q"
            defaultValue={search}
            aria-label={text.search}
            placeholder={text.searchHint}
            maxLength={200}
          />
        </span>
        <span className={clsx(selectBoxClass, "w-44")}>
          <select className={selectClass} name="outcome" defaultValue={outcome ?? ""} aria-label={text.outcome}>
            <option value="">{text.any}</option>
            {outcomes.map((each) => (
              <option key={each} value={each}>
                {text.outcomes[each]}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden />
        </span>
      </AutoSubmit>
      {rows.length === 0 ? (
        <Empty icon={isFiltered ? <SearchX /> : <ScrollText />} title={isFiltered ? text.noMatch : text.empty}>
          {isFiltered ? text.noMatchText : text.emptyText}
        </Empty>
      ) : (
        <>
          <ActivityRows rows={rows} texts={texts} viewer={viewer} />
          <nav className={pagerClass} aria-label={texts.files.pages}>
            <span className={buttonGroupClass}>
              {cursor === undefined ? null : (
                <LinkButton size="sm" href={address(undefined)}>
                  {text.newest}
                </LinkButton>
              )}
              {next === null ? null : (
                <LinkButton size="sm" href={address(next)}>
                  {text.older}
                </LinkButton>
              )}
            </span>
          </nav>
        </>
      )}
    </>
  );
}
