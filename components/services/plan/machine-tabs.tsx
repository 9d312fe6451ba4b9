import Link from "next/link";
import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { placeAddress, type PlanPlace } from "./plan-place";
import { TallyBar } from "./tick";

/* It stays below the top bar while the steps scroll. */
const barClass = [
  "sticky top-13 z-4 mb-5 flex items-end gap-4 border-b bg-surface pt-1 max-md:-mx-4 max-md:px-2",
  "print:static",
].join(" ");

const tabsClass = [
  "flex min-w-0 flex-1 gap-1 overflow-x-auto [scrollbar-width:none] [&>*]:-mb-px [&>*]:grid [&>*]:h-13",
  "[&>*]:flex-none [&>*]:content-center [&>*]:gap-1 [&>*]:border-b-2 [&>*]:border-transparent [&>*]:px-3 [&>*]:pt-1",
  "[&>*]:text-sm [&>*]:font-medium [&>*]:text-muted [&>*]:no-underline [&>a:hover]:text-ink",
  "[&>[aria-current]]:border-accent [&>[aria-current]]:text-ink max-md:[&>*]:px-2",
].join(" ");

const segmentsClass = [
  "mb-2.5 flex flex-none gap-0.5 rounded-control border bg-sunken p-0.5 [&>a]:grid [&>a]:h-6.5 [&>a]:place-items-center",
  "[&>a]:rounded-badge [&>a]:px-2.5 [&>a]:text-sm [&>a]:font-medium [&>a]:text-muted [&>a]:no-underline",
  "[&>[aria-current]]:bg-raised [&>[aria-current]]:text-ink",
  "[&>[aria-current]]:shadow-[0_0_0_1px_var(--border-strong)] print:hidden",
].join(" ");

interface MachineTabsProps {
  readonly service: string;
  readonly plan: Pick<PlanView, "nodes" | "progress">;
  readonly place: PlanPlace;
  readonly texts: UiTexts["servicePage"];
}

/** Who types lines sits at one machine: the machines first, each with how far it is; then by phase or by role. */
export function MachineTabs({ service, plan, place, texts }: MachineTabsProps) {
  const { nodes, progress } = plan;
  const isSingle = nodes.length < 2;
  const at = (to: Partial<PlanPlace>): string => placeAddress(service, to);
  const views = isSingle ? (["phase", "role", "all"] as const) : (["phase", "role"] as const);
  const words = { phase: texts.tabs.phase, role: texts.tabs.role, all: texts.tabs.table } as const;
  return (
    <div className={barClass}>
      {isSingle ? (
        <div className={tabsClass}>
          <span>
            <TabWords label={texts.tabs.single} tally={progress.whole} isHere texts={texts} />
          </span>
        </div>
      ) : (
        <nav className={tabsClass} aria-label={texts.tabs.label}>
          <Link
            href={at({ view: "all" })}
            prefetch={false}
            scroll={false}
            aria-current={place.view === "all" ? "page" : undefined}
          >
            <TabWords label={texts.tabs.all} tally={progress.whole} isHere={place.view === "all"} texts={texts} />
          </Link>
          {progress.machines.map(({ node, tally }) => {
            const isHere = place.view !== "all" && node === place.machine;
            return (
              <Link
                key={node}
                href={at({ machine: node, view: place.view === "role" ? "role" : "phase" })}
                prefetch={false}
                scroll={false}
                aria-current={isHere ? "page" : undefined}
              >
                <TabWords label={node} tally={tally} isHere={isHere} texts={texts} />
              </Link>
            );
          })}
        </nav>
      )}
      {place.view === "all" && !isSingle ? null : (
        <nav className={segmentsClass} aria-label={texts.tabs.groupedBy}>
          {views.map((view) => (
            <Link
              key={view}
              href={at({ view, machine: isSingle ? "" : place.machine })}
              prefetch={false}
              scroll={false}
              aria-current={view === place.view ? "true" : undefined}
            >
              {words[view]}
            </Link>
          ))}
        </nav>
      )}
    </div>
  );
}

interface TabWordsProps {
  readonly label: string;
  readonly tally: { readonly done: number; readonly all: number };
  readonly isHere: boolean;
  readonly texts: UiTexts["servicePage"];
}

function TabWords({ label, tally: { done, all }, isHere, texts }: TabWordsProps) {
  return (
    <>
      <span className="flex items-baseline gap-2 whitespace-nowrap">
        {label}
        <span className="text-xs font-normal text-subtle">{fill(texts.phase.tally, { done, all })}</span>
      </span>
      <TallyBar done={done} all={all} isQuiet={!isHere} className="w-full min-w-23" />
    </>
  );
}
