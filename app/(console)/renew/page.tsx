import { clsx } from "clsx";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { DownloadButton } from "@/components/download/download-button";
import { PemBox } from "@/components/pem/pem-box";
import { RenewalServices } from "@/components/renew/renewal-services";
import { RenewalTable } from "@/components/renew/renewal-table";
import { RenewForm, type RenewChoice } from "@/components/renew/renew-form";
import { RenewedHead } from "@/components/renew/renewed-head";
import { RenewedPack } from "@/components/renew/renewed-pack";
import { ServiceSteps } from "@/components/services/service-steps";
import { shownStep } from "@/components/services/shown-plan";
import { cardClass, fileListClass } from "@/components/styles/card";
import { splitClass } from "@/components/styles/section";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { Refusal } from "@/components/ui/refusal";
import { shownServices } from "@/components/ui/service-names";
import type { OutputOf } from "@/lib/commands/index.ts";
import { may } from "@/lib/commands/permission.ts";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { dateAndTime, daysUntil, relativeTime, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { restoreGeneration } from "../files/actions";
import { pageNumber } from "../page-number";
import { markStep } from "../services/actions";
import { renewCertificate } from "./actions";

/** `/renew?certificate=NAME`: the name of an item or of its certificate's file. `made`: the generation that was made. */
interface RenewPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** `UPN:` alone waits for its name. */
const isWhole = (name: string): boolean => name !== "" && !name.endsWith(":");

type Renewal = OutputOf<"renewal">;

const one = (given: string | string[] | undefined): string => (Array.isArray(given) ? (given[0] ?? "") : (given ?? ""));

export async function generateMetadata({ searchParams }: RenewPageProps): Promise<Metadata> {
  const [{ texts }, { certificate }] = await Promise.all([readChoices(), searchParams]);
  return { title: fill(texts.renew.title, { name: one(certificate) }) };
}

/** The next certificate of a name: what changes and whom it concerns before, what is to be done after. */
export default async function RenewPage({ searchParams }: RenewPageProps) {
  const [person, choices, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const { texts, viewer, locale } = choices;
  const choice: RenewChoice = {
    certificate: one(given["certificate"]),
    key: one(given["key"]) === "same" ? "same" : "new",
    issuer: one(given["issuer"]),
    days: /^\d{1,6}$/.test(one(given["days"])) ? one(given["days"]) : "",
    request: one(given["request"]) === "yes",
    without: [given["without"] ?? []].flat(),
    add: given["add"] === undefined ? null : [given["add"]].flat(),
  };
  const made = /^\d{1,6}$/.test(one(given["made"])) ? Number(one(given["made"])) : null;
  const page = pageNumber(given["page"]);
  const answer = await read("renewal", {
    name: choice.certificate,
    key: choice.key,
    ...(choice.request ? { request: true } : choice.issuer === "" ? {} : { issuer: choice.issuer }),
    ...(choice.days === "" ? {} : { days: Number(choice.days) }),
    leaveOut: choice.without,
    addNames: (choice.add ?? []).filter(isWhole),
    ...(made === null ? {} : { generation: made }),
    page,
  });
  if (!answer.ok) return <Refusal error={answer.error} title={texts.renew.titleOfMany} texts={texts.common} />;
  const { value } = answer;
  const href = (number: number): string => {
    const query = new URLSearchParams({ certificate: value.name, page: String(number) });
    if (made !== null) query.set("made", String(made));
    return `/renew?${query.toString()}`;
  };
  const pager =
    value.pages === 1 ? null : (
      <Pager
        texts={{ ...texts.files, pages: texts.services.pages }}
        note={fill(texts.services.pageOf, { page, pages: value.pages })}
        previous={page > 1 ? href(page - 1) : null}
        next={page < value.pages ? href(page + 1) : null}
        hasKeys={false}
      />
    );
  const mayWrite = may(person.role, "inventory.write");
  if (made !== null) {
    const mayTakeKeys = may(person.role, "key.export") && !value.isAuthority;
    const [first] = value.usedBy;
    const isLive = value.generations.some(({ number, isLive }) => isLive && number === value.numbers.after);
    const file = isLive ? await read("download", { file: value.fileName }) : null;
    return (
      <>
        <RenewedHead
          name={value.name}
          made={value.numbers.after}
          before={value.numbers.before}
          sentence={fill(texts.renew.doneText, {
            issuer: value.after.issuer ?? "",
            date: value.after.notAfter === null ? "" : dateAndTime(viewer, new Date(value.after.notAfter)),
            before: value.numbers.before,
          })}
          restore={mayWrite && isLive ? restoreGeneration : null}
          texts={texts.renew}
          openWord={fill(texts.form.open, { name: value.name })}
          unreachable={texts.common.unreachable}
        />
        <div className="grid grid-cols-1 content-start gap-6">
          {first === undefined ? (
            <div className="flex flex-wrap items-center gap-3 rounded-card border border-accent-line bg-accent-soft px-4 py-3">
              <p className="grow text-sm">{texts.renew.noService}</p>
              <DownloadButton
                of={{
                  name: value.name,
                  files: value.files.after.map((fileName) => ({
                    fileName,
                    kind: fileName === value.fileName ? "certificate" : "key",
                  })),
                  keyLabel: value.after.key,
                  ends: [],
                  mayExport: mayTakeKeys,
                  mayExportClear: mayTakeKeys && may(person.role, "key.export-clear"),
                  language: locale,
                }}
                texts={texts.download}
                common={{
                  unreachable: texts.common.unreachable,
                  close: texts.common.close,
                  show: texts.form.showPassphrase,
                }}
              />
            </div>
          ) : (
            <RenewedPack
              service={first}
              hasNewKey={value.keyChanges}
              mayTakeKeys={mayTakeKeys}
              texts={texts.renew}
              common={{ show: texts.form.showPassphrase, unreachable: texts.common.unreachable }}
              locale={locale}
            />
          )}
          <div className={splitClass}>
            <div className="grid grid-cols-1 content-start gap-6">
              {value.services.length === 0 ? null : (
                <ToDo value={value} mayWrite={mayWrite} texts={texts} viewer={viewer} />
              )}
              {pager}
              <RenewalTable compared={value} isDone texts={texts.renew} viewer={viewer} />
              {file?.ok === true ? (
                <PemBox
                  name={value.fileName}
                  text={new TextDecoder().decode(file.value.bytes)}
                  href={`/download?file=${encodeURIComponent(value.fileName)}`}
                  texts={texts.pem}
                  locale={locale}
                />
              ) : null}
            </div>
            <aside>
              <GenerationList value={value} texts={texts} viewer={viewer} />
            </aside>
          </div>
        </div>
      </>
    );
  }
  return <Planned value={value} choice={choice} mayWrite={mayWrite} texts={texts} viewer={viewer} pager={pager} />;
}

function Planned({
  value,
  choice,
  mayWrite,
  texts,
  viewer,
  pager,
}: {
  readonly value: Renewal;
  readonly choice: RenewChoice;
  readonly mayWrite: boolean;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
  readonly pager: ReactNode;
}) {
  const text = texts.renew;
  const { name, by, before, after, numbers, usedBy, waits, problem } = value;
  const ends = new Date(before.notAfter ?? 0);
  const left = daysUntil(viewer, ends);
  const cut = value.notes.find(({ code }) => code === "validity-cut");
  const key = choice.key === "same" ? text.withSameKey : text.withNewKey;
  const command = [
    `pki renew ${name}`,
    ...(choice.key === "same" ? ["key:same"] : []),
    ...(choice.request ? ["request:yes"] : choice.issuer === "" ? [] : [`issuer:${choice.issuer}`]),
    ...(choice.days === "" ? [] : [`days:${choice.days}`]),
  ].join(" ");
  const services = shownServices(usedBy, texts.files);
  // Within a day it is the same end to a person.
  const hasNoGain =
    cut !== undefined && after.notAfter !== null && new Date(after.notAfter).getTime() - ends.getTime() < 86_400_000;
  return (
    <>
      <PageHead
        title={fill(text.title, { name })}
        command={command}
        crumb={{ label: name, href: `/files/${encodeURIComponent(name)}`, navLabel: texts.item.back }}
        beside={
          <Badge tone={left < 0 ? "danger" : left < 30 ? "warn" : "idle"}>
            {fill(left < 0 ? text.ended : text.ends, { in: relativeTime(viewer, ends) })}
          </Badge>
        }
        lede={
          usedBy.length === 0 ? text.unused : fill(usedBy.length === 1 ? text.usedByOne : text.usedBy, { services })
        }
      />
      {waits === null ? null : (
        <div className="mb-5">
          <Banner
            tone="warn"
            title={fill(text.waitsTitle, { date: shortDate(viewer, new Date(waits.since)) })}
            actions={
              <LinkButton
                size="sm"
                href={`/files/${encodeURIComponent(name)}?file=${encodeURIComponent(waits.requestFile)}`}
              >
                {text.waitsOpen}
              </LinkButton>
            }
          >
            {fill(text.waitsText, { file: waits.requestFile })}
          </Banner>
        </div>
      )}
      <div className={splitClass}>
        <RenewForm
          choice={{ ...choice, request: choice.request || by === "outside" }}
          name={name}
          options={{
            sameKeyHint: fill(text.sameKeyHint, { date: shortDate(viewer, new Date(value.keySince)) }),
            isKeyHere: value.isKeyHere,
            isUnderPassphrase: value.isKeyUnderPassphrase,
            issuers: issuerOptions(value, text),
            issuerHelp: issuerHelp(value, text, viewer),
            daysHelp:
              cut === undefined
                ? fill(text.daysHelp, { n: value.lifetime })
                : fill(text.cut, { date: shortDate(viewer, new Date(after.notAfter ?? 0)) }),
            days: value.days === null ? "" : String(value.days),
          }}
          proposed={value.proposed.map((each) => ({
            name: each.name,
            services: shownServices(each.services, texts.files),
            isIn: !choice.without.includes(each.name),
          }))}
          problem={problem === null ? null : { code: problem.code, message: sentenceOfError(problem, viewer.locale) }}
          isSecond={waits !== null && by === "outside"}
          summary={
            by === "outside"
              ? fill(text.makesRequest, { key })
              : fill(text.makes, { n: numbers.after, key, issuer: after.issuer ?? "" })
          }
          renew={mayWrite ? renewed : null}
          texts={text}
          passphraseTexts={{ ...texts.keyPassphrase.new, required: texts.form.required }}
          unreachable={texts.common.unreachable}
        >
          <RenewalTable compared={value} isDone={false} texts={text} viewer={viewer} />
          {hasNoGain && value.issuerFile !== null ? (
            <div className="mt-4">
              <Banner
                tone="warn"
                title={text.noGainTitle}
                actions={
                  <LinkButton size="sm" href={`/renew?certificate=${encodeURIComponent(value.issuerFile)}`}>
                    {text.noGainOpen}
                  </LinkButton>
                }
              >
                {fill(text.noGainText, {
                  issuer: after.issuer ?? "",
                  date: shortDate(viewer, new Date(value.issuerEnds ?? 0)),
                })}
              </Banner>
            </div>
          ) : null}
          {value.leftOut.length === 0 ? null : (
            <div className="mt-4">
              <Banner title={fill(text.leftOutTitle, { names: value.leftOut.join(", ") })}>{text.leftOutText}</Banner>
            </div>
          )}
        </RenewForm>
        <aside>
          <RenewalServices services={value.services} total={usedBy.length} texts={texts} viewer={viewer} />
          {pager}
        </aside>
      </div>
    </>
  );
}

function issuerOptions({ by, issuers, issuerFile, before }: Renewal, text: UiTexts["renew"]) {
  const own = issuers.find(({ fileName }) => fileName === issuerFile);
  const usual =
    by === "itself"
      ? [{ value: "", label: text.itself }]
      : by === "outside"
        ? []
        : [{ value: "", label: own?.name ?? before.issuer ?? "" }];
  return [
    ...usual,
    ...issuers.map(({ fileName, name }) => ({ value: fileName, label: `${name} (${fileName})` })),
    { value: "*", label: text.outside },
  ];
}

function issuerHelp({ by, issuerEnds }: Renewal, text: UiTexts["renew"], viewer: Viewer): string {
  switch (by) {
    case "authority":
      return issuerEnds === null ? "" : fill(text.authorityHelp, { date: shortDate(viewer, new Date(issuerEnds)) });
    case "itself":
      return text.itselfHelp;
    case "outside":
      return text.outsideHelp;
  }
}

/** What the page goes to next, of the answer of `renew`. */
async function renewed(input: Readonly<Record<string, unknown>>) {
  "use server";
  const answer = await renewCertificate(input);
  if (!answer.ok) return answer;
  const { value } = answer;
  return {
    ok: true as const,
    value:
      value.made === "request"
        ? { made: value.made, requestFile: value.fileName }
        : { made: value.made, generation: value.generation },
  };
}

function ToDo({
  value,
  mayWrite,
  texts,
  viewer,
}: {
  readonly value: Renewal;
  readonly mayWrite: boolean;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}) {
  const steps = value.services.flatMap((service) => service.steps);
  return (
    <section aria-labelledby="to-do">
      <div className="mb-3 flex items-baseline gap-3">
        <h2 className="text-section" id="to-do">
          {texts.renew.toDo}
        </h2>
        <span className="ml-auto text-sm text-subtle">
          {fill(texts.renew.toDoCount, { done: steps.filter(({ done }) => done !== null).length, all: steps.length })}
        </span>
      </div>
      {value.services.map((service) => (
        <div key={service.name} className="mb-4">
          <h3 className="mb-2 text-sm font-semibold">
            <Link href={`/services/${encodeURIComponent(service.name)}`} prefetch={false}>
              {service.name}
            </Link>
          </h3>
          {service.steps.length === 0 ? (
            <p className="text-sm text-muted">{texts.renew.nothingToDo}</p>
          ) : (
            <ServiceSteps
              service={service.name}
              steps={service.steps.map((step) => shownStep(step, viewer, texts.services.page.doneBy))}
              mark={mayWrite ? markStep : null}
              texts={texts.services}
              common={{ copied: texts.common.copied, unreachable: texts.common.unreachable }}
            />
          )}
        </div>
      ))}
    </section>
  );
}

function GenerationList({
  value,
  texts,
  viewer,
}: {
  readonly value: Renewal;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}) {
  const text = texts.item.generations;
  const sorted = [...value.generations].sort((one, other) => other.number - one.number);
  return (
    <section aria-labelledby="generations">
      <h2 className="mb-3 text-section" id="generations">
        {text.title}
      </h2>
      <ol className={clsx(cardClass, fileListClass)}>
        {sorted.map(({ id, number, isLive, notBefore, notAfter }) => (
          <li key={id}>
            <b className="w-6 font-semibold">{number}</b>
            <span className="grow text-sm text-muted">
              {notBefore === null || notAfter === null
                ? ""
                : fill(text.since, { from: shortDate(viewer, notBefore), to: shortDate(viewer, notAfter) })}
            </span>
            {isLive ? <Badge tone="accent">{text.live}</Badge> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
