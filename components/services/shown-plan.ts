import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import { sentenceOfStepNote } from "@/lib/i18n/sentences/preflight.ts";
import { exactInstant, type Viewer } from "@/lib/i18n/ui/time.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
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

/** The title of each check's object, by the id that it carries. */
export function titlesOf(plan: PlanView, texts: UiTexts["services"]): Readonly<Record<string, string>> {
  const place = (title: keyof UiTexts["services"]["roles"], node: string | null, identity: string | null) =>
    `${texts.roles[title]}${node === null ? "" : ` · ${node}`}${identity === null ? "" : ` · ${identity}`}`;
  return Object.fromEntries([
    ...plan.roles.map(({ id, title, node, identity }) => [id, place(title, node, identity)] as const),
    ...plan.trusts.map(({ id, title, node }) => [id, place(title, node, null)] as const),
    ...plan.requests
      .filter(({ id }) => !plan.roles.some((role) => role.id === id))
      .map(({ id, name }) => [id, `pki csr ${name}`] as const),
  ]);
}
