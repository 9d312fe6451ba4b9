import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Banner } from "@/components/ui/banner";
import { ExampleBadge } from "@/components/ui/example-badge";
import { PageHead } from "@/components/ui/page-head";
import { BatchControls } from "@/components/batches/batch-controls";
import { BatchHandOut } from "@/components/batches/batch-hand-out";
import { BatchProgress } from "@/components/batches/batch-progress";
import { BatchRows, BatchState } from "@/components/batches/batch-rows";

import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import {
  cancelBatch,
  makeLinks,
  readProgress,
  renewBatch,
  repackBatch,
  resumeBatch,
  revokeLinks,
  takeSheet,
} from "../actions";

interface BatchPageProps {
  readonly params: Promise<{ readonly batch: string }>;
  readonly searchParams: Promise<{ readonly after?: string; readonly state?: string }>;
}

const rowsPerPage = 50;
const states = ["waiting", "issued", "failed"] as const;

export async function generateMetadata({ params }: BatchPageProps): Promise<Metadata> {
  const [{ batch }, { texts }] = await Promise.all([params, readChoices()]);
  const answer = await read("batch-status", { batch, limit: 0 });
  return { title: answer.ok ? answer.value.title : texts.batches.title };
}

export default async function BatchPage({ params, searchParams }: BatchPageProps) {
  const [{ batch }, given, person, { texts, viewer, locale }] = await Promise.all([
    params,
    searchParams,
    requirePerson(),
    readChoices(),
  ]);
  const state = states.find((each) => each === given.state);
  const after = /^\d{1,6}$/.test(given.after ?? "") ? Number(given.after) : 0;
  const answer = await read("batch-status", {
    batch,
    after,
    limit: rowsPerPage,
    ...(state === undefined ? {} : { state }),
  });
  if (!answer.ok && answer.error.code === "batch.unknown") notFound();
  if (!answer.ok) return <Refusal error={answer.error} title={texts.batches.title} texts={texts.common} />;
  const { rows, next, ...summary } = answer.value;
  const text = texts.batch;
  const { template } = summary;
  const facts = {
    issuer: summary.issuer,
    key: template.key.toUpperCase(),
    days: template.days,
    profile: texts.batchForm.profiles[template.profile],
  };
  const mayMake = may(person.role, "certificate.sign");
  const acts = { cancel: cancelBatch, resume: resumeBatch, renew: renewBatch };
  return (
    <>
      <PageHead
        title={summary.title}
        crumb={{ label: texts.batches.title, href: "/batches", navLabel: texts.frame.nav.label }}
        beside={
          <>
            <BatchState state={summary.state} texts={texts.batches.states} />
            {summary.isExample ? <ExampleBadge texts={texts.common} /> : null}
          </>
        }
        lede={fill(text.facts, facts)}
        actions={
          mayMake ? (
            <BatchControls
              summary={summary}
              acts={acts}
              texts={text}
              unreachable={texts.common.unreachable}
              locale={locale}
            />
          ) : undefined
        }
      />
      <div className="grid grid-cols-1 content-start gap-6">
        {summary.problem === null ? null : (
          <Banner tone="danger" role="alert" title={text.stopped}>
            {sentenceOfError(summary.problem, locale)}
          </Banner>
        )}
        {summary.renewalOf === null ? null : (
          <Banner tone="info" actions={<Link href={`/batches/${summary.renewalOf}`}>{text.open}</Link>}>
            {text.renewalOf}
          </Banner>
        )}
        <BatchProgress batch={summary.batch} first={summary} read={readProgress} texts={text} locale={locale} />
        {summary.issued === 0 || summary.state === "running" ? null : (
          <BatchHandOut
            summary={summary}
            acts={{ takeSheet, repack: repackBatch, makeLinks, revokeLinks }}
            mayExport={may(person.role, "key.export")}
            texts={text}
            common={{ unreachable: texts.common.unreachable, copied: texts.common.copied }}
            viewer={viewer}
          />
        )}
        <BatchRows
          batch={summary.batch}
          rows={rows.map((row) => ({
            ...row,
            problem: row.error === null ? null : sentenceOfError(row.error, locale),
          }))}
          next={next}
          after={after}
          state={state}
          mayRevoke={may(person.role, "certificate.revoke")}
          texts={text}
          viewer={viewer}
        />
      </div>
    </>
  );
}
