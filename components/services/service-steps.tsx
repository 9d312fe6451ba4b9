"use client";
import { clsx } from "clsx";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { Badge } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { notify } from "../ui/notices";
import { cardClass, groupHeadClass } from "../styles/card";

/** A step as the browser needs it: its note is a sentence already. */
export interface ShownStep {
  readonly id: string;
  readonly node: string;
  readonly phase: keyof UiTexts["services"]["phases"];
  readonly lines: readonly string[];
  readonly note: string;
  readonly citation: string;
  readonly isUnconfirmed: boolean;
  readonly done: string | null;
}

interface ServiceStepsProps {
  readonly service: string;
  readonly steps: readonly ShownStep[];
  readonly mark: ((input: { service: string; step: string; done: boolean }) => Promise<ActionState<unknown>>) | null;
  readonly texts: UiTexts["services"];
  readonly common: { readonly copied: string; readonly unreachable: string };
}

/** Steps in order, by phase and machine, each with a box to mark it as done; marks are shared by all people. */
export function ServiceSteps({ service, steps, mark, texts, common }: ServiceStepsProps) {
  const [changed, setChanged] = useState<Readonly<Record<string, boolean>>>({});
  const isDone = (step: ShownStep): boolean => changed[step.id] ?? step.done !== null;
  async function set(step: ShownStep, done: boolean): Promise<void> {
    if (mark === null) return;
    setChanged((known) => ({ ...known, [step.id]: done }));
    const reply = await mark({ service, step: step.id, done }).catch(() => null);
    if (reply?.ok === true) return;
    setChanged((known) => ({ ...known, [step.id]: !done }));
    notify({ text: reply === null ? common.unreachable : reply.error.message, tone: "danger" });
  }
  return (
    <ol className={cardClass}>
      {steps.map((step, index) => {
        const before = steps[index - 1];
        const isNewGroup = before?.phase !== step.phase || before.node !== step.node;
        return (
          <li key={step.id}>
            {isNewGroup ? (
              <h3 className={groupHeadClass}>
                {texts.phases[step.phase]}
                {step.node === "" ? null : <span>{fill(texts.page.machine, { node: step.node })}</span>}
              </h3>
            ) : null}
            <StepRow
              step={step}
              number={index + 1}
              isDone={isDone(step)}
              onMark={mark === null ? null : (done) => void set(step, done)}
              texts={texts}
              copied={common.copied}
            />
          </li>
        );
      })}
    </ol>
  );
}

interface StepRowProps {
  readonly step: ShownStep;
  readonly number: number;
  readonly isDone: boolean;
  readonly onMark: ((done: boolean) => void) | null;
  readonly texts: UiTexts["services"];
  readonly copied: string;
}

function StepRow({ step, number, isDone, onMark, texts, copied }: StepRowProps) {
  const name = `${number}. ${step.lines[0] ?? step.note}`;
  return (
    <div className={clsx("finding", "items-start [&>input]:mt-0.5")}>
      <input
        className="checkbox"
        type="checkbox"
        checked={isDone}
        disabled={onMark === null}
        aria-label={fill(texts.page.stepOf, { step: name })}
        onChange={(event) => onMark?.(event.target.checked)}
      />
      <div>
        {step.note === "" ? null : <p className="wrap-anywhere">{step.note}</p>}
        {step.lines.length === 0 ? null : (
          <div
            className={clsx(
              "my-1.5 grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1 rounded-control bg-code",
              "py-2 pr-1.5 pl-3 text-code-text",
            )}
          >
            <pre className="p-0 wrap-anywhere whitespace-pre-wrap" tabIndex={0} role="region" aria-label={name}>
              {step.lines.join("\n")}
            </pre>
            <CopyButton
              value={step.lines.join("\n")}
              label={fill(texts.page.copyLines, { step: name })}
              done={copied}
            />
          </div>
        )}
        <p className="text-muted text-xs flex items-center gap-2 flex-wrap">
          {step.citation}
          {step.isUnconfirmed ? <Badge tone="info">{texts.page.unconfirmed}</Badge> : null}
          {isDone && step.done !== null ? <span>{step.done}</span> : null}
        </p>
      </div>
    </div>
  );
}
