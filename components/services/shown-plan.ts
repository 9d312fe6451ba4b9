import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import { sentenceOfStepNote } from "@/lib/i18n/sentences/preflight.ts";
import { exactInstant, type Viewer } from "@/lib/i18n/ui/time.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { ShownStep } from "./service-steps";

/** A step with its sentence, for the browser. */
export function shownStep(step: PlanView["steps"][number], viewer: Viewer, doneBy: string): ShownStep {
  return {
    id: step.id,
    node: step.node,
    phase: step.phase,
    lines: step.lines,
    citation: step.citation,
    note: step.note === null ? "" : sentenceOfStepNote(step.note, viewer.locale),
    isUnconfirmed: step.confirmation === "unconfirmed",
    done:
      step.done === null
        ? null
        : fill(doneBy, { actor: step.done.actor, time: exactInstant(viewer, new Date(step.done.at)) }),
  };
}
