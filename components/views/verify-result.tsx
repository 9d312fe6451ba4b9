import { CircleX, Info, Lightbulb } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { sentenceOfPathFinding, sentenceOfPathFix } from "@/lib/i18n/path-sentences.ts";
import { count } from "@/lib/i18n/ui-text.ts";
import type { Viewer } from "@/lib/i18n/ui-time.ts";
import type { UiWords } from "@/lib/i18n/ui-words.ts";
import { Banner } from "../ui/banner";
import { PathLane } from "./path-lane";

interface VerifyResultProps {
  readonly value: OutputOf<"verify">;
  readonly words: UiWords;
  readonly viewer: Viewer;
}

/** The answer, then every candidate path as a lane, then what was found on the first one. */
export function VerifyResult({ value, words, viewer }: VerifyResultProps) {
  const text = words.verify;
  const [first] = value.findings;
  return (
    <>
      <Banner tone={value.trusted ? "ok" : "danger"} role="status" title={value.trusted ? text.trusted : text.notTrusted}>
        {value.trusted || first === undefined ? value.subject : sentenceOfPathFinding(first, viewer.locale)}
      </Banner>
      <section className="sec" aria-labelledby="paths">
        <header>
          <h2 id="paths">{text.paths}</h2>
          <span className="small subtle">{count(viewer.locale, text.found, value.paths.length)}</span>
          <span className="more legend">
            <span><i className="bg-[var(--ok-mark)]" />{text.legend.holds}</span>
            <span><i className="bg-[var(--danger-mark)]" />{text.legend.broken}</span>
            <span><i className="border border-dashed border-[var(--danger-mark)]" />{text.legend.missing}</span>
          </span>
        </header>
        <div className="card">
          {value.paths.length === 0 ? (
            <p className="body muted">{text.noPath}</p>
          ) : (
            <div className="body lanes" tabIndex={0} role="region" aria-label={value.subject}>
              {value.paths.map((path, index) => (
                <PathLane key={index} path={path} number={index + 1} words={words} viewer={viewer} />
              ))}
            </div>
          )}
        </div>
      </section>
      {value.findings.length === 0 ? null : (
        <section className="sec" aria-labelledby="why">
          <header>
            <h2 id="why">{text.findings}</h2>
          </header>
          <ul className="card">
            {value.findings.map((finding, index) => (
              <li key={`${finding.code} ${index}`} className="find-i">
                <span className={finding.severity === "reject" ? "danger" : "info"}>{finding.severity === "reject" ? <CircleX className="i" aria-hidden /> : <Info className="i" aria-hidden />}</span>
                <div>
                  <p className="text-ink">{sentenceOfPathFinding(finding, viewer.locale)}</p>
                  <p className="cite">{[finding.certificate?.subject, finding.citation].filter(Boolean).join(" · ")}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {value.fixes.length === 0 ? null : (
        <section className="sec" aria-labelledby="fixes">
          <header>
            <h2 id="fixes">{text.fixes}</h2>
          </header>
          <ul className="card">
            {value.fixes.map((fix, index) => (
              <li key={`${fix.code} ${index}`} className="find-i">
                <span className="info">
                  <Lightbulb className="i" aria-hidden />
                </span>
                <p className="text-ink">{sentenceOfPathFix(fix, viewer.locale)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
