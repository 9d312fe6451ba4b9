import { Download, ScrollText, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { Empty } from "@/components/ui/empty";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { ActivityFilters } from "@/components/activity/activity-filters";
import { ActivityList } from "@/components/activity/activity-list";
import { activityPath, filtersOf, isNarrowed, readActivityAddress } from "@/components/activity/activity-query";
import { Refusal } from "@/components/ui/refusal";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";
import { buttonGroupClass, pagerClass } from "@/components/ui/pager";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.activity.title };
}

const pageSize = 100;

interface ActivityPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  const [{ texts, viewer }, given] = await Promise.all([readChoices(), searchParams]);
  const address = readActivityAddress(given);
  const text = texts.activity;
  const answer = await read("audit", {
    limit: pageSize,
    withActors: true,
    ...filtersOf(address, viewer),
    ...(address.cursor === "" ? {} : { cursor: address.cursor }),
  });
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} texts={texts.common} />;
  const { rows, next, actors } = answer.value;
  const isFiltered = isNarrowed(address);
  const first = { ...address, cursor: "" };
  const pager = (
    <nav className={pagerClass} aria-label={texts.files.pages}>
      {next !== null && rows.length < pageSize ? <span>{text.looked}</span> : null}
      <span className={buttonGroupClass}>
        {address.cursor === "" ? null : (
          <LinkButton size="sm" href={activityPath(first)}>
            {text.newest}
          </LinkButton>
        )}
        {next === null ? null : (
          <LinkButton size="sm" href={activityPath({ ...address, cursor: next })}>
            {text.older}
          </LinkButton>
        )}
      </span>
    </nav>
  );
  return (
    <>
      <PageHead
        title={text.title}
        lede={text.lede}
        actions={
          <a className={buttonClass()} href={activityPath(first, "/download/activity")} download>
            <Download aria-hidden />
            {text.csv}
          </a>
        }
      />
      <ActivityFilters address={address} actors={actors} isFiltered={isFiltered} texts={texts} />
      {rows.length === 0 ? (
        <Empty icon={isFiltered ? <SearchX /> : <ScrollText />} title={isFiltered ? text.noMatch : text.empty}>
          {isFiltered ? text.noMatchText : text.emptyText}
        </Empty>
      ) : (
        <ActivityList page={{ rows, links: answer.value.links }} texts={texts} viewer={viewer} />
      )}
      {next === null && address.cursor === "" ? null : pager}
    </>
  );
}
