import { clsx } from "clsx";
import { CircleX, Info } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { sentenceOfPathFinding } from "@/lib/i18n/sentences/path.ts";
import { sentenceOfNote } from "@/lib/i18n/sentences/sentences.ts";
import { receiverSummary } from "@/lib/i18n/sentences/receivers.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { dateAndTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { FixAct, FixList, isFollowed } from "./fix-list";
import type { ReissueRights } from "../services/fix-link";
import { PathChecks } from "./path-checks";
import { PathList } from "./path-list";
import { ReceiverRows } from "./receiver-rows";
import { cardClass, foldClass } from "../styles/card";
import { sectionClass, sectionHeadClass } from "../styles/section";

type Answer = OutputOf<"verify">;
type Finding = Answer["findings"][number];

/** The settings beside the files, as the form has them. */
export interface Asked {
  readonly purpose: string;
  readonly name: string;
  readonly at: string;
  readonly profile: string;
}

interface VerifyResultProps {
  readonly value: Answer;
  readonly asked: Asked;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
  readonly rights: ReissueRights;
}

/** The answer, every candidate path, what to do, what was checked along each, and the rules behind it. */
export function VerifyResult({ value, asked, texts, viewer, rights }: VerifyResultProps) {
  const text = texts.verify;
  const wrong = value.findings.filter(({ severity }) => severity === "reject");
  const notes = value.findings.filter(({ severity }) => severity === "note");
  const followed = value.fixes.find(isFollowed);
  const good = value.paths.filter(({ isTrusted }) => isTrusted).length;
  const [first] = wrong;
  const summary = receiverSummary(value.receivers, value.trusted, viewer.locale);
  const refusing = value.trusted ? value.receivers.filter(({ takes }) => takes === false).length : 0;
  const title = !value.trusted
    ? text.notTrusted
    : refusing > 0
      ? fill(text.receivers.refusedBy, { n: refusing, all: value.receivers.length })
      : good < value.paths.length
        ? fill(count(viewer.locale, text.trustedBy, value.paths.length), { good })
        : text.trusted;
  return (
    <>
      <Banner
        tone={refusing > 0 ? "warn" : value.trusted ? "ok" : "danger"}
        role="status"
        title={title}
        actions={followed === undefined ? undefined : <FixAct fix={followed} texts={texts} rights={rights} isFirst />}
      >
        {value.trusted || first === undefined ? null : (
          <p className="text-ink">{sentenceOfPathFinding(first, viewer.locale)}</p>
        )}
        <p className="wrap-anywhere text-ink">
          {summary.verdict} {summary.receivers}
        </p>
        {summary.fix === null ? null : <p className="wrap-anywhere">{summary.fix}</p>}
        <p className="wrap-anywhere">{aboutOf(value, asked, texts, viewer)}</p>
        {value.reading.map(({ fileName, note }, index) => (
          <p key={index} className="wrap-anywhere">
            {fileName === null ? "" : `${fileName}: `}
            {sentenceOfNote(note, viewer.locale)}
          </p>
        ))}
      </Banner>
      <ReceiverRows verdicts={value.receivers} fix={summary.fix} texts={text.receivers} viewer={viewer} />
      <PathList paths={value.paths} texts={texts} viewer={viewer} />
      {value.fixes.length === 0 ? null : <FixList fixes={value.fixes} texts={texts} viewer={viewer} rights={rights} />}
      <PathChecks value={value} asked={asked} texts={text} viewer={viewer} />
      {wrong.length === 0 ? null : (
        <section className={sectionClass} aria-labelledby="why">
          <header className={sectionHeadClass}>
            <h2 id="why">{text.findings}</h2>
          </header>
          <Findings findings={wrong} viewer={viewer} />
        </section>
      )}
      {notes.length === 0 ? null : (
        <details className={clsx(sectionClass, cardClass, foldClass)}>
          <summary>{count(viewer.locale, text.notes, notes.length)}</summary>
          <Findings findings={notes} viewer={viewer} isInside />
        </details>
      )}
    </>
  );
}

/** What revocation was looked up in. */
function revocationOf(value: Answer, { verify: { about } }: UiTexts, { locale }: Viewer): string[] {
  const lists = value.revocationLists ?? 0;
  if (lists + value.ocspResponses === 0) return [about.noLists];
  return [
    ...(lists === 0 ? [] : [count(locale, about.lists, lists)]),
    ...(value.ocspResponses === 0 ? [] : [count(locale, about.responses, value.ocspResponses)]),
  ];
}

/** `host.example.com as a TLS server, at …. Trusted roots: those in the bundle.` */
function aboutOf(value: Answer, asked: Asked, texts: UiTexts, viewer: Viewer): string {
  const text = texts.verify;
  const { about } = text;
  const parts = [
    value.subject,
    ...(asked.purpose === "server" || asked.purpose === "client" ? [about[asked.purpose]] : []),
    ...(asked.name === "" ? [] : [fill(about.name, { name: asked.name })]),
    ...(asked.at === "" ? [] : [fill(about.at, { at: dateAndTime(viewer, new Date(value.at)) })]),
    ...(asked.profile === "web" || asked.profile === "strict" ? [about[asked.profile]] : []),
    ...revocationOf(value, texts, viewer),
  ];
  const unrelated = [
    ...value.unrelatedLists.map((issuer) => fill(about.unrelatedList, { issuer })),
    ...(value.unrelatedResponses === 0
      ? []
      : [count(viewer.locale, about.unrelatedResponses, value.unrelatedResponses)]),
  ];
  return [`${parts.join(", ")}.`, text.from[value.anchorsFrom], ...unrelated].join(" ");
}

function Findings({
  findings,
  viewer,
  isInside = false,
}: {
  readonly findings: readonly Finding[];
  readonly viewer: Viewer;
  readonly isInside?: boolean;
}) {
  return (
    <ul className={isInside ? undefined : cardClass}>
      {findings.map((finding, index) => (
        <li key={`${finding.code} ${index}`} className="finding">
          <span className={finding.severity === "reject" ? "text-danger-mark" : "text-info-mark"}>
            {finding.severity === "reject" ? <CircleX aria-hidden /> : <Info aria-hidden />}
          </span>
          <div>
            <p className="text-ink wrap-anywhere">{sentenceOfPathFinding(finding, viewer.locale)}</p>
            {finding.certificate === null ? null : (
              <p className="text-sm wrap-anywhere">{finding.certificate.subject}</p>
            )}
          </div>
          <span className="text-xs/5 whitespace-nowrap text-subtle">{finding.citation}</span>
        </li>
      ))}
    </ul>
  );
}
