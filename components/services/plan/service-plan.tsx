import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { MachineTabs } from "./machine-tabs";
import { PlanActs, type MarkStep } from "./plan-acts";
import { PlanOrder } from "./plan-order";
import { nextOf, phasesOf, type PlanPlace, rolesOf } from "./plan-place";
import { RoleTable } from "./role-table";
import { ScreenButton } from "./screen-button";
import type { ReadScreen } from "./screen-dialog";
import { ServiceBeside } from "./service-beside";
import { ServiceSettings } from "./service-settings";
import { StepGroups } from "./step-group";

/* The steps, and beside them what they are about. */
const besideClass = [
  "grid grid-cols-1 items-start gap-x-6 gap-y-8 lg:grid-cols-[minmax(0,1fr)_344px]",
  "[&>aside]:grid [&>aside]:grid-cols-1 [&>aside]:gap-6",
].join(" ");

interface ServicePlanProps {
  readonly service: string;
  readonly plan: PlanView;
  readonly place: PlanPlace;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
  readonly mark: MarkStep | null;
  /** Null: nothing is known of what its machines print, or this person may not. */
  readonly readScreen: ReadScreen | null;
  readonly may: { readonly write: boolean; readonly sign: boolean };
}

/** The steps of one machine by phase or by role, or all machines in a table; with their files beside them. */
export function ServicePlan({ service, plan, place, texts, viewer, mark, readScreen, may }: ServicePlanProps) {
  const text = texts.servicePage.phase;
  const groups = place.view === "role" ? rolesOf(plan, place.machine) : phasesOf(plan, place.machine);
  return (
    <>
      <MachineTabs service={service} plan={plan} place={place} texts={texts.servicePage} />
      <div className={besideClass}>
        <div className="min-w-0">
          {place.view === "all" ? (
            <>
              <RoleTable plan={plan} texts={texts} locale={viewer.locale} />
              <PlanOrder service={service} plan={plan} texts={texts} viewer={viewer} />
            </>
          ) : groups.length === 0 ? (
            <p className="text-muted">{text.empty}</p>
          ) : (
            <PlanActs
              service={service}
              mark={mark}
              texts={{ copied: text.copiedLines, nothing: text.nothingToCopy, unreachable: texts.common.unreachable }}
              locale={viewer.locale}
            >
              <div className="grid grid-cols-1 gap-2">
                <StepGroups
                  groups={groups}
                  next={nextOf(groups)}
                  place={place}
                  service={service}
                  plan={plan}
                  texts={texts}
                  viewer={viewer}
                  mayWrite={may.write}
                  maySign={may.sign}
                />
              </div>
            </PlanActs>
          )}
          {place.view === "all" || readScreen === null ? null : (
            <ScreenButton
              service={service}
              machine={place.machine}
              read={readScreen}
              texts={texts.servicePage.screens}
              roles={texts.services.roles}
              unreachable={texts.common.unreachable}
              locale={viewer.locale}
            />
          )}
          <ServiceSettings settings={plan.settings} texts={texts.services.page} copied={texts.common.copied} />
        </div>
        <ServiceBeside plan={plan} place={place} service={service} texts={texts} locale={viewer.locale} />
      </div>
    </>
  );
}
