import { clsx } from "clsx";
import { ArrowLeftRight, Check, CircleCheck, CircleX, Dot, TriangleAlert, X } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { handshakeTitle } from "@/lib/i18n/sentences/handshake-titles.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { sentenceOfCheck } from "@/lib/i18n/sentences/preflight.ts";
import { sentenceOfCode } from "@/lib/i18n/sentences/by-code.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { Banner } from "../ui/banner";
import { labelClass } from "../form/controls";
import { cardClass } from "../styles/card";

const summaryClass = [
  "flex cursor-pointer list-none items-center gap-2.5 rounded-card px-3.5 py-3 hover:bg-hover max-md:flex-wrap",
].join(" ");
const lineClass = [
  "grid grid-cols-[16px_84px_minmax(0,1fr)] items-start gap-2.5 py-1 text-sm",
  "max-md:grid-cols-[16px_minmax(0,1fr)]",
].join(" ");
const lineTones = {
  ok: "text-ok icon:text-ok-mark",
  info: "text-info icon:text-idle-mark",
  warn: "text-warn icon:text-warn-mark",
  fail: "icon:text-danger-mark",
} as const;
const saysClass = [
  "mt-1 flex flex-wrap gap-1.5 [&_code]:rounded-badge [&_code]:border [&_code]:bg-code [&_code]:px-1.5",
  "[&_code]:font-mono [&_code]:text-xs/[18px] [&_code]:wrap-anywhere [&_code]:text-code-text",
].join(" ");

type Rehearsed = Pick<OutputOf<"rehearse">, "passed" | "transcript" | "missing">;
type Handshake = Rehearsed["transcript"][number];
type Line = Handshake["lines"][number];
type Text = UiTexts["rehearsal"];

interface RehearsalResultProps {
  readonly value: Rehearsed;
  readonly text: Text;
  readonly locale: Locale;
}

/** The answer, then a card per connection; what went wrong stands open. */
export function RehearsalResult({ value: { passed, transcript, missing }, text, locale }: RehearsalResultProps) {
  const isNothing = transcript.length === 0;
  const isPartial = !isNothing && !passed && transcript.every((each) => each.passed);
  return (
    <>
      <Banner
        tone={passed ? "ok" : isPartial ? "warn" : "danger"}
        role="status"
        title={
          passed ? text.passedTitle : isNothing ? text.nothingTitle : isPartial ? text.partialTitle : text.failedTitle
        }
      >
        {isNothing
          ? missing.map((check, index) => <p key={index}>{sentenceOfCheck(check, locale)}</p>)
          : [
              count(locale, text.counted, transcript.length),
              ...(missing.length === 0 ? [] : [count(locale, text.untried, missing.length)]),
            ].join(" ")}
      </Banner>
      <ol className="mt-4 grid gap-2.5">
        {transcript.map((each) => (
          <li key={`${each.handshake} ${each.version} ${each.withCertificate}`}>
            <HandshakeCard handshake={each} text={text} locale={locale} />
          </li>
        ))}
      </ol>
    </>
  );
}

function HandshakeCard({
  handshake,
  text,
  locale,
}: {
  readonly handshake: Handshake;
  readonly text: Text;
  readonly locale: Locale;
}) {
  const { passed, version, expected, sent, lines, checks } = handshake;
  const facts = Object.values(handshake.facts).filter((fact) => fact !== "");
  return (
    <details className={clsx(cardClass, !passed && "border-danger-line")} open={!passed}>
      <summary className={summaryClass}>
        {passed ? (
          <CircleCheck className="size-4 text-ok-mark" aria-label={text.passed} role="img" />
        ) : (
          <CircleX className="size-4 text-danger-mark" aria-label={text.failed} role="img" />
        )}
        <span className="min-w-0 grow max-md:basis-[calc(100%-40px)]">
          <b className="block text-sm">{handshakeTitle(handshake.title, locale)}</b>
          {facts.length === 0 ? null : (
            <span className="block font-mono text-xs/[18px] tracking-[-0.01em] wrap-anywhere text-subtle">
              {facts.join(" · ")}
            </span>
          )}
        </span>
        <Badge>{version.replace("TLSv", "TLS ")}</Badge>
        <Badge tone={expected === "refused" ? "info" : "idle"}>{(passed ? text.met : text.expected)[expected]}</Badge>
      </summary>
      <div
        className={clsx(
          "grid grid-cols-[minmax(0,1fr)_24px_minmax(0,1fr)] items-center gap-3 border-b px-3.5 pt-1 pb-3.5",
          "max-md:grid-cols-1",
        )}
      >
        <EndBox title={text.clientSide} sent={sent.client} text={text} />
        <ArrowLeftRight
          className={clsx("size-4 justify-self-center max-md:rotate-90", passed ? "text-ok-mark" : "text-danger-mark")}
          aria-hidden
        />
        <EndBox title={text.serverSide} sent={sent.server} text={text} />
      </div>
      <ol className="grid gap-0.5 px-3.5 pt-2 pb-3.5" aria-label={text.transcript}>
        {lines.map((line, index) => (
          <TranscriptLine key={`${line.code} ${index}`} line={line} text={text} locale={locale} />
        ))}
      </ol>
      {checks.length === 0 ? null : (
        <div className="border-t px-3.5 pt-2.5 pb-3.5 text-sm [&_li]:py-0.5 [&_li]:text-muted">
          <p className={labelClass}>{text.preflight}</p>
          <ul>
            {checks.map((check, index) => (
              <li key={index}>{sentenceOfCheck(check, locale)}</li>
            ))}
          </ul>
        </div>
      )}
    </details>
  );
}

/** The chain that one end presents, leaf first. */
function EndBox({
  title,
  sent,
  text,
}: {
  readonly title: string;
  readonly sent: readonly string[];
  readonly text: Text;
}) {
  return (
    <div
      className={clsx(
        "self-stretch rounded-control border border-line-strong bg-sunken px-3 py-2.5 text-sm",
        "[&_li+li]:pl-3 [&_li+li]:text-muted",
      )}
    >
      <span className="mb-1 block text-xs/5 text-subtle">{title}</span>
      {sent.length === 0 ? (
        <span className="text-muted">{text.sendsNothing}</span>
      ) : (
        <ol>
          {sent.map((subject, index) => (
            <li key={index} className="wrap-anywhere">
              {subject}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

const marks = { ok: Check, info: Dot, warn: TriangleAlert, fail: X } as const;

function TranscriptLine({ line, text, locale }: { readonly line: Line; readonly text: Text; readonly locale: Locale }) {
  const Mark = marks[line.tone];
  const side = line.by === null ? "" : line.by === "client" ? text.clientSide : text.serverSide;
  return (
    <li className={clsx(lineClass, lineTones[line.tone])}>
      <Mark className="mt-0.5 size-3.5" aria-hidden />
      <span className="text-subtle empty:max-md:hidden max-md:col-start-2 max-md:text-xs">{side}</span>
      <div className="min-w-0 max-md:col-start-2">
        <p className={clsx("wrap-anywhere", line.tone === "fail" && "font-medium text-danger")}>
          {sentenceOfCode(line.code, line.params, locale)}
        </p>
        {line.finding === null ? null : (
          <p className="wrap-anywhere">
            {sentenceOfCode(line.finding.code, line.finding.params, locale)} · {line.finding.citation}
          </p>
        )}
        {line.says.length === 0 ? null : (
          <p className={saysClass} title={text.says}>
            {line.says.map((says) => (
              <code key={says}>{says}</code>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
