import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { buttonClass } from "../../ui/button";
import { Glyph } from "../../ui/glyph";
import { Fold } from "./fold";
import { foldOf, isLater, placeAddress, type PlanPlace, type PlanStep, type StepGroup, tallyOf } from "./plan-place";
import { isMadeHere, StepRow, type StepTools } from "./step-row";
import { TallyBar, TallyTick } from "./tick";

interface StepGroupsProps extends StepTools {
  readonly groups: readonly StepGroup[];
  readonly next: PlanStep | null;
  /** Its `open`: the groups that stand open; null: the one with the next step. */
  readonly place: PlanPlace;
}

/** The phases or roles of a machine, each folded but the one that is worked on. */
export function StepGroups({ groups, next, place, service, ...tools }: StepGroupsProps) {
  const { open, machine, view } = place;
  return groups.map((group) => (
    <Group
      key={`${group.node} ${group.id ?? ""}`}
      group={group}
      next={next}
      isOpen={open === null ? next !== null && group.steps.includes(next) : open.includes(foldOf(group))}
      address={placeAddress(service, { machine, view, open: [foldOf(group)] })}
      service={service}
      {...tools}
    />
  ));
}

interface GroupProps extends StepTools {
  readonly group: StepGroup;
  readonly next: PlanStep | null;
  readonly isOpen: boolean;
  /** Where it stands open. */
  readonly address: string;
}

function Group({ group, next, isOpen, address, ...tools }: GroupProps) {
  const { texts, viewer } = tools;
  const text = texts.servicePage.phase;
  const { steps, node } = group;
  const tally = tallyOf(steps);
  const later = steps.every(isLater);
  const words = fill(text.tally, { done: tally.done, all: tally.all });
  const hasLines = steps.some(({ lines, progress }) => lines.length > 0 && progress.state === "open");
  const head = (
    <summary>
      <Glyph name="chevron-right" />
      <TallyTick done={later ? 0 : tally.done} all={tally.all} label={later ? text.later : words} />
      <span>
        <b>{titleOfGroup(group, texts)}</b> <span>{remarkOf(group, tools)}</span>
      </span>
      <span>
        {later ? (
          text.later
        ) : (
          <>
            <TallyBar done={tally.done} all={tally.all} className="w-18" />
            {words}
          </>
        )}
      </span>
    </summary>
  );
  const link = (
    <p className="px-4 py-3">
      <a href={address}>{count(viewer.locale, text.showSteps, steps.length)}</a>
    </p>
  );
  return (
    <Fold className="phase" id={foldOf(group)} isOpen={isOpen} head={head} link={link}>
      {isOpen ? (
        <>
          {hasLines ? (
            <div className="acts">
              <span>{text.order}</span>
              <button type="button" className={buttonClass({ size: "sm" })} data-copy="phase">
                <Glyph name="copy" />
                {node === "" ? text.copyAllOne : fill(text.copyAll, { node })}
              </button>
            </div>
          ) : null}
          <Steps steps={steps} next={next} {...tools} />
        </>
      ) : null}
    </Fold>
  );
}

/** About how high a step is, in lines of 34 px. */
function heightOf(step: PlanStep): number {
  if (step.progress.state === "open") return isMadeHere(step) ? 2 : 3 + step.lines.length * 0.6;
  return step.progress.state === "waits" ? 2 : 1;
}

/** So much of a group is in view at once, and so many done steps before the first that is not. */
const mostHeight = 38;
const mostDone = 6;

/** How many of them are in view; −1: all. */
function cutOf(steps: readonly PlanStep[]): number {
  let height = 0;
  return steps.findIndex((step) => {
    height += heightOf(step);
    return height > mostHeight;
  });
}

/** The steps in order; long tails, and what was done before, are folded. */
function Steps({ steps, next, ...tools }: Pick<GroupProps, "next"> & Pick<StepGroup, "steps"> & StepTools) {
  const { texts, viewer } = tools;
  const text = texts.servicePage.phase;
  const isDone = ({ progress }: PlanStep): boolean => progress.state.startsWith("done");
  const firstLeft = steps.findIndex((step) => !isDone(step));
  const before = firstLeft > mostDone ? steps.slice(0, firstLeft) : [];
  const shown = steps.slice(before.length);
  const cut = cutOf(shown);
  const tail = cut === -1 || shown.length - cut < 3 ? [] : shown.slice(cut);
  const rows = (some: readonly PlanStep[]) => (
    <ol>
      {some.map((step) => (
        <StepRow key={step.id} step={step} isNext={step.id === next?.id} {...tools} />
      ))}
    </ol>
  );
  return (
    <>
      {before.length === 0 ? null : (
        <details className="part">
          <summary>{count(viewer.locale, text.doneBefore, before.length)}</summary>
          {rows(before)}
        </details>
      )}
      {rows(tail.length === 0 ? shown : shown.slice(0, cut))}
      {tail.length === 0 ? null : (
        <details className="part">
          <summary>{count(viewer.locale, text.moreSteps, tail.length)}</summary>
          {rows(tail)}
        </details>
      )}
    </>
  );
}

/** "Load on cmscore1", or the name of a role. */
export function titleOfGroup(
  { id, node }: Pick<StepGroup, "id" | "node">,
  { services, servicePage: { phase } }: Pick<UiTexts, "services" | "servicePage">,
): string {
  if (id === null) return phase.rest;
  if (id in services.roles) return services.roles[id as keyof typeof services.roles];
  const of = id as keyof typeof services.phases;
  return node === "" ? phase[`${of}One`] : fill(phase[of], { node });
}

/** What is worth knowing of a folded group: who ticked, and what waits. */
export function remarkOf({ steps }: Pick<StepGroup, "steps">, { texts, viewer }: Pick<StepTools, "texts" | "viewer">) {
  const { phase } = texts.servicePage;
  const { byConsole, waits } = tallyOf(steps);
  return [
    ...(byConsole === 0 ? [] : [count(viewer.locale, phase.byConsole, byConsole)]),
    ...(waits === 0 ? [] : [count(viewer.locale, phase.waits, waits)]),
  ].join(", ");
}
