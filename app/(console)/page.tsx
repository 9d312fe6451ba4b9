import { FilePenLine, Landmark } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { NeedsAttention } from "@/components/overview/needs-attention";
import { Counts } from "@/components/overview/counts";
import { ExampleLoad } from "@/components/overview/example-load";
import { ExampleNotice } from "@/components/overview/example-notice";
import { Refusal } from "@/components/ui/refusal";
import { StartHere } from "@/components/overview/start-here";
import { attentionGroups } from "@/components/overview/attention-entries";
import { OverviewActivity } from "@/components/overview/overview-activity";
import { OverviewAuthorities } from "@/components/overview/overview-authorities";
import { OverviewServices } from "@/components/overview/overview-services";
import { Timeline } from "@/components/overview/timeline";
import { UploadButton } from "@/components/import/upload-button";
import { may } from "@/lib/commands/permission.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
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
  const activity = may(person.role, "audit.read") ? await read("audit", { limit: 30 }) : null;
  const groups = attentionGroups(found, {
    texts: text,
    viewer,
    mayWrite,
    maySign: may(person.role, "certificate.sign"),
    usedByMore: texts.files.usedByMore,
  });
  const lede = [
    found.expired.length > 0 ? count(locale, text.expired, found.expired.length) : "",
    found.endsSoon.length > 0 ? count(locale, text.ending, found.endsSoon.length) : "",
  ].filter(Boolean);
  return (
    <>
      <PageHead
        title={text.title}
        lede={lede.length > 0 ? lede.join(" ") : groups.length === 0 ? text.calm : undefined}
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
      <NeedsAttention groups={groups} texts={text} viewer={viewer} />
      <Suspense>
        <Services texts={texts} viewer={viewer} />
      </Suspense>
      <Timeline endings={found.endings} texts={text} viewer={viewer} />
      <div className="mt-8 grid grid-cols-1 items-start gap-x-6 gap-y-8 lg:has-[>section+section]:grid-cols-[3fr_2fr]">
        <OverviewAuthorities
          authorities={found.authorities}
          lists={found.lists}
          ownLists={found.ownLists}
          total={found.counts.authorities}
          texts={text}
          viewer={viewer}
        />
        {activity?.ok === true && activity.value.rows.length > 0 ? (
          <OverviewActivity page={activity.value} texts={texts} viewer={viewer} />
        ) : null}
      </div>
      <Counts counts={found.counts} texts={text} locale={locale} />
    </>
  );
}

/** By itself: the services are judged one by one, and the page does not wait for them. */
async function Services({ texts, viewer }: { readonly texts: UiTexts; readonly viewer: Viewer }) {
  const answer = await read("services", {});
  if (!answer.ok) return null;
  return <OverviewServices services={answer.value.services} total={answer.value.total} texts={texts} viewer={viewer} />;
}
