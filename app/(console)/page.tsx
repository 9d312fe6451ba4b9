import { FilePenLine, Landmark } from "lucide-react";
import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { NeedsAttention } from "@/components/overview/needs-attention";
import { Counts } from "@/components/overview/counts";
import { ExampleLoad } from "@/components/overview/example-load";
import { ExampleNotice } from "@/components/overview/example-notice";
import { Refusal } from "@/components/ui/refusal";
import { StartHere } from "@/components/overview/start-here";
import { Timeline } from "@/components/overview/timeline";
import { UploadButton } from "@/components/import/upload-button";
import { may } from "@/lib/commands/permission.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../person";
import { loadExample, removeExample } from "./actions";
import { uploadFile } from "./files/actions";
import { reviewFiles } from "./import/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.overview.title };
}

export default async function OverviewPage() {
  const [person, { texts, viewer, locale }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("overview", {}),
  ]);
  const text = texts.overview;
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} texts={texts.common} />;
  const found = answer.value;
  const mayWrite = may(person.role, "inventory.write");
  const upload = mayWrite ? (
    <UploadButton
      send={uploadFile}
      review={reviewFiles}
      label={texts.files.add}
      texts={texts.upload}
      common={{ unreachable: texts.common.unreachable, close: texts.common.close }}
      locale={locale}
    />
  ) : null;
  if (found.counts.names === 0) {
    return (
      <>
        <PageHead title={text.title} />
        <StartHere
          texts={text.start}
          example={
            mayWrite && may(person.role, "certificate.sign") ? (
              <ExampleLoad load={loadExample} texts={text.example} unreachable={texts.common.unreachable} />
            ) : null
          }
          upload={upload}
          request={
            mayWrite ? (
              <LinkButton href="/request" icon={<FilePenLine aria-hidden />}>
                {texts.frame.nav.request}
              </LinkButton>
            ) : null
          }
          authority={
            mayWrite ? (
              <LinkButton href="/selfsigned" icon={<Landmark aria-hidden />}>
                {texts.frame.nav.selfsigned}
              </LinkButton>
            ) : null
          }
        />
      </>
    );
  }
  const lede = [
    found.expired.length > 0 ? count(locale, text.expired, found.expired.length) : "",
    found.endsSoon.length > 0 ? count(locale, text.ending, found.endsSoon.length) : "",
  ].filter(Boolean);
  return (
    <>
      <PageHead
        title={text.title}
        lede={
          lede.length > 0
            ? lede.join(" ")
            : found.waiting.length + found.locked.length + found.bundles.length === 0
              ? text.calm
              : undefined
        }
        actions={
          mayWrite ? (
            <>
              {upload}
              <LinkButton href="/request" variant="primary">
                {texts.files.newRequest}
              </LinkButton>
            </>
          ) : undefined
        }
      />
      {found.example.names + found.example.services + found.example.batches === 0 ? null : (
        <ExampleNotice
          remove={may(person.role, "inventory.delete") ? removeExample : null}
          isMixed={found.counts.names > found.example.names}
          texts={text.example}
          unreachable={texts.common.unreachable}
        />
      )}
      <NeedsAttention found={found} texts={text} viewer={viewer} mayWrite={mayWrite} />
      <Timeline rows={found.thisYear} isCut={found.thisYearIsCut} texts={text} viewer={viewer} />
      <Counts counts={found.counts} texts={text} locale={locale} />
    </>
  );
}
