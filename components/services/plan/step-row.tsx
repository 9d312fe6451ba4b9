import { Fragment, type ReactNode } from "react";
import { sentenceOfStepNote } from "@/lib/i18n/sentences/preflight.ts";
import { dateAndTime, exactInstant, relativeTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import { LinkButton } from "../../ui/button";
import { Glyph } from "../../ui/glyph";
import { fixAddress } from "../fix-link";
import type { PlanStep } from "./plan-place";
import { ConsoleTick, WaitTick } from "./tick";

export interface StepTools {
  readonly service: string;
  readonly plan: Pick<PlanView, "requests" | "steps">;
  readonly texts: Pick<UiTexts, "services" | "servicePage">;
  readonly viewer: Viewer;
  /** May tick, and make what is missing. */
  readonly mayWrite: boolean;
  readonly maySign: boolean;
}

interface StepRowProps extends StepTools {
  readonly step: PlanStep;
  readonly isNext: boolean;
}

/** One step: done in one line with how that is known; open with its lines; waiting with what it waits for. */
export function StepRow({ step, isNext, ...tools }: StepRowProps) {
  const { texts, viewer, mayWrite } = tools;
  const text = texts.servicePage.step;
  const note = step.note === null ? "" : sentenceOfStepNote(step.note, viewer.locale);
  const first = step.lines[0] ?? "";
  const label = note === "" ? first : note;
  const title = note === "" ? <code className="mono">{first}</code> : note;
  const { progress } = step;
  if (progress.state === "done-by-console") {
    return (
      <li data-state="done">
        <ConsoleTick label={text.byConsole} />
        <p>
          {title}
          <small>{wordsOfEvidence(progress.evidence, tools)}</small>
        </p>
      </li>
    );
  }
  if (progress.state === "waits") {
    return (
      <li data-state="waits">
        <WaitTick label={text.waits} />
        <div>
          <p>{title}</p>
          {[...new Set(progress.for.map((wait) => wordsOfWait(wait, step, tools)))].map((words) => (
            <small key={words}>{words}</small>
          ))}
          {step.lines.length === 0 ? null : (
            <details>
              <summary>{count(viewer.locale, text.itsLines, step.lines.length)}</summary>
              <StepLines step={step} label={label} copy={text.copy} />
            </details>
          )}
        </div>
      </li>
    );
  }
  const box = (
    <input
      className="checkbox"
      type="checkbox"
      name="step"
      value={step.id}
      defaultChecked={progress.state === "done-by-person"}
      disabled={!mayWrite}
      aria-label={fill(texts.services.page.stepOf, { step: label === "" ? text.unnamed : label })}
    />
  );
  if (progress.state === "done-by-person") {
    return (
      <li data-state="done">
        {box}
        <p>
          {title}
          <small title={exactInstant(viewer, new Date(progress.at))}>
            {fill(texts.services.page.doneBy, {
              actor: progress.actor,
              time: dateAndTime(viewer, new Date(progress.at)),
            })}
          </small>
        </p>
      </li>
    );
  }
  if (isMadeHere(step)) {
    return (
      <li data-state={isNext ? "next" : "open"} data-open="">
        {box}
        <div className="made">
          <div>
            <p>{title}</p>
            {step.lines.length === 0 ? (
              <Source step={step} texts={texts} />
            ) : (
              <details>
                <summary>{count(viewer.locale, text.itsLines, step.lines.length)}</summary>
                <StepLines step={step} label={label} copy={text.copy} />
                <Source step={step} texts={texts} />
              </details>
            )}
          </div>
          <MakeHere step={step} {...tools} />
        </div>
      </li>
    );
  }
  return (
    <li data-state={isNext ? "next" : "open"} data-open="">
      {box}
      <div>
        <p>
          {title}
          {isNext ? <small>{text.next}</small> : null}
        </p>
        {progress.lapsed === null ? null : (
          <small className="text-warn">
            {fill(text.lapsed, {
              actor: progress.lapsed.actor,
              time: dateAndTime(viewer, new Date(progress.lapsed.at)),
              file: progress.lapsed.fileName,
            })}
          </small>
        )}
        {step.lines.length === 0 ? null : <StepLines step={step} label={label} copy={text.copy} />}
        {step.proof?.of !== "rehearsal" ? null : (
          <p className="mt-1.5">
            <LinkButton size="sm" href={`/services/${encodeURIComponent(tools.service)}/rehearsal`}>
              {text.rehearse}
            </LinkButton>
          </p>
        )}
        <Source step={step} texts={texts} />
      </div>
    </li>
  );
}

/** Where a step stands, and whether the vendor's own text says it. */
function Source({ step, texts }: Pick<StepTools, "texts"> & { readonly step: PlanStep }) {
  return (
    <small>
      {step.citation}
      {step.confirmation === "unconfirmed" ? <b>{texts.services.page.unconfirmed}</b> : null}
    </small>
  );
}

/** What the console makes itself: its line is the other way to it. */
export const isMadeHere = ({ proof }: PlanStep): boolean => proof?.of === "request" || proof?.of === "certificate";

/** The lines as they are typed; the name of the machine before them is drawn, and not copied. */
function StepLines({ step, label, copy }: { readonly step: PlanStep; readonly label: string; readonly copy: string }) {
  const prompt = step.where === "mmp" ? `${step.node}> ` : step.where === "shell" ? "$ " : "";
  const [only, ...more] = step.lines;
  return (
    <div className="lines">
      <pre tabIndex={0} role="region" aria-label={label} data-lines="" data-at={more.length === 0 ? prompt : undefined}>
        {more.length === 0
          ? only
          : step.lines.map((line, index) => (
              <Fragment key={index}>
                {index === 0 ? "" : "\n"}
                <span data-at={prompt}>{line}</span>
              </Fragment>
            ))}
      </pre>
      <button type="button" data-copy="" aria-label={copy}>
        <Glyph name="copy" />
      </button>
    </div>
  );
}

/** What the console can do of a step itself: the request, and its signature. */
function MakeHere({ step, service, plan, texts, mayWrite, maySign }: StepTools & { readonly step: PlanStep }) {
  const { proof } = step;
  if (proof?.of !== "request" && proof?.of !== "certificate") return null;
  const asked = plan.requests.find(({ id }) => id === proof.request);
  if (asked === undefined) return null;
  const text = texts.servicePage.step;
  if (proof.of === "request") {
    if (!mayWrite) return null;
    const { name, commonName } = asked;
    const params = { name, commonName, subjectAltNames: asked.subjectAltNames.join(",") };
    return (
      <LinkButton size="sm" href={fixAddress({ code: "fix.request", params }, service)}>
        {text.makeHere}
      </LinkButton>
    );
  }
  const isRequested = plan.steps.some(
    (each) =>
      each.proof?.of === "request" && each.proof.request === asked.id && each.progress.state === "done-by-console",
  );
  if (!maySign || !isRequested || asked.audience === "public") return null;
  return (
    <LinkButton
      size="sm"
      href={fixAddress({ code: "fix.sign", params: { request: asked.name, profile: asked.profile } }, service)}
    >
      {text.signHere}
    </LinkButton>
  );
}

type Evidence = Extract<PlanStep["progress"], { readonly state: "done-by-console" }>["evidence"];

function wordsOfEvidence(evidence: Evidence, { texts, viewer }: StepTools): ReactNode {
  const text = texts.servicePage.step;
  const at = new Date(evidence.at);
  switch (evidence.from) {
    case "inventory":
      return (
        <>
          {text.found}:{" "}
          <a href={`/files/${encodeURIComponent(evidence.fileName.replace(/\.[a-z0-9]+$/i, ""))}`}>
            {evidence.fileName}
          </a>
        </>
      );
    case "rehearsal":
      return `${count(viewer.locale, text.seen, evidence.handshakes)}, ${evidence.actor}, ${dateAndTime(viewer, at)}`;
    case "screen":
      return `${fill(text.screen, { command: evidence.command })}, ${evidence.actor}, ${dateAndTime(viewer, at)}`;
  }
}

type Wait = Extract<PlanStep["progress"], { readonly state: "waits" }>["for"][number];

function wordsOfWait(wait: Wait, step: PlanStep, { texts, viewer }: StepTools): string {
  const text = texts.servicePage.step;
  switch (wait.for) {
    case "request":
      return fill(text.waitsForRequest, { name: wait.name });
    case "certificate":
      return fill(text.waitsForCertificate, {
        file: wait.requestFile,
        time: relativeTime(viewer, new Date(wait.since)),
      });
    case "choice":
      return fill(text.waitsForChoice, { name: wait.name });
    case "step":
      return wait.node === step.node ? text.waitsForStepHere : fill(text.waitsForStep, { node: wait.node });
  }
}
