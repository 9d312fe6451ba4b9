import type { Metadata } from "next";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Forbidden } from "@/components/ui/forbidden";
import { ImportLocked } from "@/components/import/import-locked";
import { ImportNotes } from "@/components/import/import-notes";
import { ImportRefused } from "@/components/import/import-refused";
import { ImportStart } from "@/components/import/import-start";
import { ImportTable } from "@/components/import/import-table";
import { ReviewFacts } from "@/components/import/review-facts";
import { may } from "@/lib/commands/permission.ts";
import { sentenceOfError, sentenceOfFinding, sentenceOfRefusal } from "@/lib/i18n/sentences/sentences.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { shortTime } from "@/lib/i18n/ui/time.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { importChosen, openLocked, reviewFiles } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.import.title };
}

/**
 * Files in, a look at what is in them, and what was chosen into the inventory; the address names the review, nothing
 * else.
 */
export default async function ImportPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly review?: string }>;
}) {
  const [person, { texts, locale, viewer }, { review }] = await Promise.all([
    requirePerson(),
    readChoices(),
    searchParams,
  ]);
  const text = texts.import;
  if (!may(person.role, "inventory.write")) return <Forbidden title={text.title} role={person.role} texts={texts} />;
  const start = (
    <ImportStart
      send={reviewFiles}
      texts={text}
      common={{ unreachable: texts.common.unreachable, show: texts.form.showPassphrase }}
      locale={locale}
    />
  );
  if (review === undefined) {
    return (
      <>
        <PageHead title={text.title} lede={text.lede} />
        {start}
      </>
    );
  }
  const answer = await read("import-review", { review: String(review) });
  if (!answer.ok) {
    return (
      <>
        <PageHead title={text.title} lede={text.lede} />
        <div className="grid grid-cols-1 content-start gap-4">
          <Banner tone="warn" title={text.expired}>
            {answer.error.message}
          </Banner>
          {start}
        </div>
      </>
    );
  }
  const { items, locked, refused, notes, expiresAt } = answer.value;
  const keyWarnings = items.flatMap(({ fileName, keyFindings }) =>
    keyFindings.map((finding) => `${fileName}: ${sentenceOfFinding(finding, locale)}`),
  );
  const fresh = items.filter(({ outcome }) => outcome === "new").length;
  const facts = [
    count(locale, text.found, items.length),
    ...(fresh > 0 ? [fill(text.fresh, { n: fresh })] : []),
    ...(items.length > fresh ? [fill(text.here, { n: items.length - fresh })] : []),
    ...(locked.length > 0 ? [fill(text.lockedCount, { n: locked.length })] : []),
  ];
  return (
    <>
      <PageHead
        title={text.title}
        lede={
          <>
            <ReviewFacts key={answer.value.review} text={facts.join(" · ")} />
            <br />
            {fill(text.kept, { time: shortTime(viewer, new Date(expiresAt)) })}
          </>
        }
        actions={<LinkButton href="/import">{text.again}</LinkButton>}
      />
      <div className="grid grid-cols-1 content-start gap-6">
        {locked.length === 0 ? null : (
          <ImportLocked
            key={answer.value.review}
            review={answer.value.review}
            open={openLocked}
            locked={locked.map((each) => ({
              path: each.path,
              kind: each.kind,
              encryption: each.encryption,
              message:
                each.failure === null
                  ? null
                  : sentenceOfError({ code: each.failure.code, params: each.failure.facts } as never, locale),
            }))}
            texts={text}
            common={{ unreachable: texts.common.unreachable, show: texts.form.showPassphrase }}
          />
        )}
        {keyWarnings.length === 0 ? null : (
          <Banner tone="danger">
            {keyWarnings.map((warning) => (
              <p key={warning}>{warning}</p>
            ))}
          </Banner>
        )}
        <ImportTable
          key={`${answer.value.review} items`}
          review={answer.value.review}
          items={items}
          store={importChosen}
          texts={text}
          more={texts.files}
          unreachable={texts.common.unreachable}
          viewer={{ locale, zone: viewer.zone, now: viewer.now }}
        />
        {notes.length === 0 ? null : <ImportNotes title={text.notesTitle} notes={notes} locale={locale} />}
        {refused.length === 0 ? null : (
          <ImportRefused
            title={text.refusedTitle}
            refused={refused.map((refusal) => ({
              path: refusal.path,
              message: sentenceOfRefusal(refusal, locale),
              // what a container holds besides is no harm; what is broken is
              isPart: refusal.code.startsWith("container."),
            }))}
          />
        )}
      </div>
    </>
  );
}
