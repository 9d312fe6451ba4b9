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
  return (
    <>
      <Banner
        tone={passed ? "ok" : "danger"}
        role="status"
        title={passed ? text.passedTitle : isNothing ? text.nothingTitle : text.failedTitle}
      >
        {isNothing
          ? missing.map((check, index) => <p key={index}>{sentenceOfCheck(check, locale)}</p>)
          : count(locale, text.counted, transcript.length)}
      </Banner>
      <ol className="rehearsals">
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
    <details className={passed ? "card rehearsal" : "card rehearsal failed"} open={!passed}>
      <summary>
        {passed ? (
          <CircleCheck className="i ok" aria-label={text.passed} role="img" />
        ) : (
          <CircleX className="i danger" aria-label={text.failed} role="img" />
        )}
        <span className="grow min-w-0">
          <b>{handshakeTitle(handshake.title, locale)}</b>
          {facts.length === 0 ? null : <span className="d mono wrap-any">{facts.join(" · ")}</span>}
        </span>
        <Badge>{version.replace("TLSv", "TLS ")}</Badge>
        <Badge tone={expected === "refused" ? "info" : "idle"}>{text.expected[expected]}</Badge>
      </summary>
      <div className="ends">
        <EndBox title={text.clientSide} sent={sent.client} text={text} />
        <ArrowLeftRight className={passed ? "i mid ok" : "i mid danger"} aria-hidden />
        <EndBox title={text.serverSide} sent={sent.server} text={text} />
      </div>
      <ol className="script" aria-label={text.transcript}>
        {lines.map((line, index) => (
          <TranscriptLine key={`${line.code} ${index}`} line={line} text={text} locale={locale} />
        ))}
      </ol>
      {checks.length === 0 ? null : (
        <div className="found">
          <p className="lab">{text.preflight}</p>
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
    <div className="end">
      <span className="hd">{title}</span>
      {sent.length === 0 ? (
        <span className="muted">{text.sendsNothing}</span>
      ) : (
        <ol>
          {sent.map((subject, index) => (
            <li key={index} className="wrap-any">
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
    <li className={line.tone}>
      <Mark className="i s" aria-hidden />
      <span className="by">{side}</span>
      <div className="min-w-0">
        <p className="wrap-any">{sentenceOfCode(line.code, line.params, locale)}</p>
        {line.finding === null ? null : (
          <p className="cite wrap-any">
            {sentenceOfCode(line.finding.code, line.finding.params, locale)} · {line.finding.citation}
          </p>
        )}
        {line.says.length === 0 ? null : (
          <p className="says" title={text.says}>
            {line.says.map((says) => (
              <code key={says}>{says}</code>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
