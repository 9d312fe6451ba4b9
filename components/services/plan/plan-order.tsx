import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { foldOf, isLater, phasesOf, placeAddress, type StepGroup, tallyOf } from "./plan-place";
import { remarkOf, titleOfGroup } from "./step-group";
import { Glyph } from "../../ui/glyph";
import { TallyBar, TallyTick } from "./tick";

const rowClass = [
  "grid min-h-11 grid-cols-[16px_20px_minmax(0,1fr)_auto] items-center gap-x-2.5 border-t px-3 py-2 text-sm text-ink",
  "no-underline hover:bg-hover max-md:grid-cols-[16px_20px_minmax(0,1fr)] max-md:[&>:last-child]:col-start-3",
].join(" ");

interface PlanOrderProps {
  readonly service: string;
  readonly plan: Pick<PlanView, "nodes" | "steps">;
  readonly texts: Pick<UiTexts, "services" | "servicePage">;
  readonly viewer: Viewer;
}

/** The phases of all machines in order, a line each: the lines to type stand at their machine. */
export function PlanOrder({ service, plan, texts, viewer }: PlanOrderProps) {
  const text = texts.servicePage.phase;
  const groups = plan.nodes.flatMap((node) => phasesOf(plan, node));
  const order = ["make", "copy", "apply", "check", "renew", "undo"];
  const sorted = groups.toSorted((one, other) => order.indexOf(one.id ?? "") - order.indexOf(other.id ?? ""));
  return (
    <section aria-labelledby="in-order">
      <h2 className="text-section mb-2" id="in-order">
        {text.inOrder}
        <span className="ml-2 text-sm font-normal text-subtle">{fill(text.folded, { n: plan.steps.length })}</span>
      </h2>
      <ul className="overflow-clip rounded-card border [&>li:first-child>a]:border-t-0">
        {sorted.map((group) => (
          <li key={`${group.id} ${group.node}`}>
            <Row group={group} service={service} plan={plan} texts={texts} viewer={viewer} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ group, service, plan, texts, viewer }: PlanOrderProps & { readonly group: StepGroup }) {
  const text = texts.servicePage.phase;
  const tally = tallyOf(group.steps);
  const later = group.steps.every(isLater);
  const words = later ? text.later : fill(text.tally, { done: tally.done, all: tally.all });
  const isShared = group.id === "make" && plan.nodes.length > 1;
  return (
    <a className={rowClass} href={placeAddress(service, { machine: group.node, open: [foldOf(group)] })}>
      <Glyph name="chevron-right" className="text-subtle" />
      <TallyTick done={later ? 0 : tally.done} all={tally.all} label={words} />
      <span className="wrap-anywhere">
        <b>{titleOfGroup(group, texts)}</b>{" "}
        <span className="text-muted">
          {[...(isShared ? [group.node] : []), remarkOf(group, { texts, viewer })].filter(Boolean).join(", ")}
        </span>
      </span>
      <span className="flex items-center gap-2.5 whitespace-nowrap text-muted">
        {later ? null : <TallyBar done={tally.done} all={tally.all} className="w-18" />}
        {words}
      </span>
    </a>
  );
}
