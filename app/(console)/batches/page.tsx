import { Plus, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { BatchFromFile } from "@/components/batches/batch-from-file";
import { BatchTable } from "@/components/batches/batch-table";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { buttonGroupClass, pagerClass } from "@/components/ui/pager";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.batches.title };
}

interface BatchesPageProps {
  readonly searchParams: Promise<{ readonly cursor?: string }>;
}

export default async function BatchesPage({ searchParams }: BatchesPageProps) {
  const { cursor } = await searchParams;
  const place = typeof cursor === "string" ? { cursor } : {};
  const [person, { texts, viewer }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("batch-list", { limit: 25, ...place }),
  ]);
  const text = texts.batches;
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} texts={texts.common} />;
  const { rows, next } = answer.value;
  const mayMake = may(person.role, "certificate.sign");
  const make = (
    <>
      <BatchFromFile texts={text} />
      <LinkButton href="/batches/new" variant="primary" icon={<Plus aria-hidden />}>
        {text.make}
      </LinkButton>
    </>
  );
  return (
    <>
      <PageHead
        title={text.title}
        command="pki client-batch"
        lede={text.lede}
        actions={mayMake && rows.length > 0 ? make : undefined}
      />
      {rows.length === 0 ? (
        <Empty
          icon={<UsersRound />}
          title={text.empty.title}
          actions={mayMake ? make : undefined}
          example={text.empty.example}
        >
          {text.empty.text}
        </Empty>
      ) : (
        <BatchTable rows={rows} texts={text} common={texts.common} viewer={viewer} />
      )}
      {next === null && cursor === undefined ? null : (
        <nav className={pagerClass} aria-label={texts.files.pages}>
          <span className={buttonGroupClass}>
            {cursor === undefined ? null : (
              <LinkButton size="sm" href="/batches">
                {text.newest}
              </LinkButton>
            )}
            {next === null ? null : (
              <LinkButton size="sm" href={`/batches?${new URLSearchParams({ cursor: next }).toString()}`}>
                {text.older}
              </LinkButton>
            )}
          </span>
        </nav>
      )}
    </>
  );
}
