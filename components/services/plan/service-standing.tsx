import Link from "next/link";
import type { ReactNode } from "react";
import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { dateAndTime, daysUntil, exactInstant, relativeTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { sentenceClass } from "../../styles/section";
import { Glyph } from "../../ui/glyph";
import { toneMark } from "../../styles/tone-classes";

interface StandingProps {
  readonly plan: PlanView;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

const toneOfEnd = (viewer: Viewer, at: Date): "danger" | "warn" | "ok" => {
  const days = daysUntil(viewer, at);
  return days < 14 ? "danger" : days < 60 ? "warn" : "ok";
};

/** What is so, in one sentence: ready or not, why, and what ends next. */
export function ServiceSentence({ plan: { summary, verdict, progress }, texts, viewer }: StandingProps) {
  const { services, servicePage } = texts;
  const text = servicePage.sentence;
  const { locale } = viewer;
  const missing = summary.certificates.wanted - summary.certificates.here;
  const left = progress.whole.all - progress.whole.done;
  const why = summary.isReady
    ? left === 0
      ? text.ready
      : count(locale, text.steps, left)
    : [
        ...(missing > 0 ? [fill(count(locale, text.missing, missing), { all: summary.certificates.wanted })] : []),
        count(locale, text.failing, summary.checks.failed),
      ].join(" ");
  const next = summary.nextExpiry;
  return (
    <p className={sentenceClass}>
      <b>{services.verdict[verdict]}:</b> {why}
      {next === null ? null : (
        <>
          {" "}
          {text.next}{" "}
          <Link className="font-semibold" href={`/files/${encodeURIComponent(next.name)}`} prefetch={false}>
            {next.name}
          </Link>
          ,{" "}
          <b className={toneOfEnd(viewer, new Date(next.notAfter)) === "danger" ? "text-danger!" : undefined}>
            {relativeTime(viewer, new Date(next.notAfter))}
          </b>
          , <time dateTime={next.notAfter}>{dateAndTime(viewer, new Date(next.notAfter))}</time>.
        </>
      )}
    </p>
  );
}

/* Five facts beside each other; on a phone two in a line. */
const stripClass = [
  "mb-4 grid grid-cols-[repeat(5,minmax(0,1fr))] rounded-card border max-lg:grid-cols-3 max-md:grid-cols-2",
  "[&>div]:min-w-0 [&>div]:border-l [&>div]:px-4 [&>div]:pt-2.5 [&>div]:pb-3 [&>div:first-child]:border-l-0",
  "max-lg:[&>div:nth-child(n+4)]:border-t max-lg:[&>div:nth-child(4)]:border-l-0",
  "max-md:[&>div:nth-child(n+3)]:border-t max-md:[&>div:nth-child(odd)]:border-l-0",
  "max-md:[&>div:nth-child(even)]:border-l max-md:[&>div:nth-child(5)]:col-span-2",
  "[&_dt]:text-xs/4 [&_dt]:text-subtle [&_dd]:text-xs/4 [&_dd]:text-muted [&_dd]:truncate",
  "[&_dt+dd]:flex [&_dt+dd]:items-center [&_dt+dd]:gap-1.5 [&_dt+dd]:text-[15px]/6 [&_dt+dd]:font-semibold",
  "[&_dt+dd]:tracking-[-0.01em] [&_dt+dd]:text-ink max-md:[&_dd]:whitespace-normal",
].join(" ");

const icons = { ok: "circle-check", warn: "triangle-exclamation-point", danger: "circle-exclamation-point" } as const;

function Fact({
  term,
  tone,
  icon,
  value,
  remark,
}: {
  readonly term: string;
  readonly tone?: "ok" | "warn" | "danger";
  readonly icon?: ReactNode;
  readonly value: ReactNode;
  readonly remark: string;
}) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {tone === undefined ? null : <span className={toneMark[tone]}>{icon ?? <Glyph name={icons[tone]} />}</span>}
        {value}
      </dd>
      <dd title={remark}>{remark}</dd>
    </div>
  );
}

/** Certificates, checks, steps, the next end, the handshakes: one line each. */
export function ServiceStrip({ plan, texts, viewer, service }: StandingProps & { readonly service: string }) {
  const text = texts.servicePage.strip;
  const { locale } = viewer;
  const { summary, progress, requests, handshakes, steps } = plan;
  const { certificates, checks, nextExpiry } = summary;
  const shared = requests.filter(({ roles }) => roles.length > 1).length;
  const base = `/services/${encodeURIComponent(service)}`;
  const ends = nextExpiry === null ? null : new Date(nextExpiry.notAfter);
  const rehearsed = steps
    .flatMap(({ progress: { ...state } }) =>
      state.state === "done-by-console" && state.evidence.from === "rehearsal" ? [state.evidence] : [],
    )
    .at(0);
  return (
    <dl className={stripClass} aria-label={text.label}>
      <Fact
        term={text.certificates}
        tone={certificates.here === certificates.wanted ? "ok" : "warn"}
        value={fill(text.here, { here: certificates.here, all: certificates.wanted })}
        remark={shared === 0 ? text.own : count(locale, text.shared, shared)}
      />
      <Fact
        term={text.checks}
        tone={checks.failed > 0 ? "danger" : checks.warned > 0 ? "warn" : "ok"}
        value={
          <Link className="text-ink" href={`${base}/checks`} prefetch={false}>
            {fill(text.hold, { passed: checks.passed, all: checks.all })}
          </Link>
        }
        remark={
          checks.failed + checks.warned === 0
            ? text.allHold
            : checks.failed === 0
              ? count(locale, text.remarks, checks.warned)
              : fill(text.failAndRemarks, { failed: checks.failed, warned: checks.warned })
        }
      />
      <Fact
        term={text.steps}
        value={fill(text.done, { done: progress.whole.done, all: progress.whole.all })}
        remark={
          progress.whole.byConsole === 0 ? text.noneByConsole : count(locale, text.byConsole, progress.whole.byConsole)
        }
      />
      <Fact
        term={text.next}
        {...(ends === null ? {} : { tone: toneOfEnd(viewer, ends), icon: <Glyph name="calendar-clock" /> })}
        value={ends === null ? "–" : <span title={exactInstant(viewer, ends)}>{relativeTime(viewer, ends)}</span>}
        remark={nextExpiry === null ? text.nothingEnds : nextExpiry.name}
      />
      <Fact
        term={text.handshakes}
        value={
          <Link className="text-ink" href={`${base}/rehearsal`} prefetch={false}>
            {count(locale, text.planned, handshakes.length)}
          </Link>
        }
        remark={
          rehearsed === undefined
            ? text.notRehearsed
            : fill(text.rehearsed, { time: relativeTime(viewer, new Date(rehearsed.at)) })
        }
      />
    </dl>
  );
}
