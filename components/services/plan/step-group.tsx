import { count, type Counted, fill } from "@/lib/i18n/ui/text.ts";
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
      open={open ?? []}
      addressOf={(ids) => placeAddress(service, { machine, view, open: ids })}
      service={service}
      {...tools}
    />
  ));
}

interface GroupProps extends StepTools {
  readonly group: StepGroup;
  readonly next: PlanStep | null;
  readonly isOpen: boolean;
  /** The folds that the address asks for. */
  readonly open: readonly string[];
  /** Where these folds stand open. */
  readonly addressOf: (ids: readonly string[]) => string;
}

function Group({ group, next, isOpen, open, addressOf, ...tools }: GroupProps) {
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
  const id = foldOf(group);
  const { before, shown, tail } = cutOf(steps);
  const part = { phase: id, open, addressOf, next, ...tools };
  return (
    <Fold
      className="phase"
      id={id}
      isOpen={isOpen}
      head={head}
      address={addressOf([id])}
      offer={count(viewer.locale, text.showSteps, steps.length)}
    >
      {isOpen ? (
        <>
          {hasLines ? (
            <div className="acts">
              <span>{text.order}</span>
              <button
                type="button"
                className={buttonClass({ size: "sm" })}
                data-copy="phase"
                data-rest={openLinesOf(tail).join("\n")}
              >
                <Glyph name="copy" />
                {node === "" ? text.copyAllOne : fill(text.copyAll, { node })}
              </button>
            </div>
          ) : null}
          <Part of="before" steps={before} words={text.doneBefore} {...part} />
          <Rows steps={shown} next={next} {...tools} />
          <Part of="rest" steps={tail} words={text.moreSteps} {...part} />
        </>
      ) : null}
    </Fold>
  );
}

interface PartProps extends Pick<GroupProps, "next" | "open" | "addressOf">, StepTools {
  readonly of: "before" | "rest";
  /** The fold that it lies in. */
  readonly phase: string;
  readonly steps: readonly PlanStep[];
  readonly words: Counted;
}

/** Steps of a phase that come when they are asked for. */
function Part({ of, phase, steps, words, open, addressOf, next, ...tools }: PartProps) {
  if (steps.length === 0) return null;
  const id = `${phase}.${of}`;
  const isOpen = open.includes(id);
  const offer = count(tools.viewer.locale, words, steps.length);
  return (
    <Fold
      className="part"
      id={id}
      isOpen={isOpen}
      head={<summary>{offer}</summary>}
      address={addressOf([phase, id])}
      offer={offer}
    >
      {isOpen ? <Rows steps={steps} next={next} {...tools} /> : null}
    </Fold>
  );
}

/** About how high a step is, in lines of 34 px. */
function heightOf(step: PlanStep): number {
  if (step.progress.state === "open") return isMadeHere(step) ? 2 : 3 + step.lines.length * 0.6;
  return step.progress.state === "waits" ? 2 : 1;
}

/** So much of a group is in view at once, and so many done steps before the first that is not. */
const mostHeight = 18;
const mostDone = 6;

interface Cut {
  /** Done before the first that is not, where they are many. */
  readonly before: readonly PlanStep[];
  readonly shown: readonly PlanStep[];
  readonly tail: readonly PlanStep[];
}

/** The steps in order; long tails, and what was done before, are folded, and come when they are asked for. */
function cutOf(steps: readonly PlanStep[]): Cut {
  const isDone = ({ progress }: PlanStep): boolean => progress.state.startsWith("done");
  const firstLeft = steps.findIndex((step) => !isDone(step));
  const before = firstLeft > mostDone ? steps.slice(0, firstLeft) : [];
  const after = steps.slice(before.length);
  let height = 0;
  const cut = after.findIndex((step) => {
    height += heightOf(step);
    return height > mostHeight;
  });
  // The first is always in view, however high it is, and two are not worth a fold.
  const at = Math.max(1, cut);
  return cut === -1 || after.length - at < 3
    ? { before, shown: after, tail: [] }
    : { before, shown: after.slice(0, at), tail: after.slice(at) };
}

/** As "Copy all lines" takes them: what is done or waits is not typed. */
const openLinesOf = (steps: readonly PlanStep[]): readonly string[] =>
  steps.flatMap(({ lines, progress }) => (progress.state === "open" ? lines : []));

function Rows({
  steps,
  next,
  ...tools
}: StepTools & { readonly steps: readonly PlanStep[]; readonly next: PlanStep | null }) {
  return (
    <ol>
      {steps.map((step) => (
        <StepRow key={step.id} step={step} isNext={step.id === next?.id} {...tools} />
      ))}
    </ol>
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
