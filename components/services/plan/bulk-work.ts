import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Offered } from "./bulk-dialog";
import { wordsOfSubjects } from "./subject-words";

/** What of a plan can be done together: requests to make, to sign, and what is stored and would do. */
export function bulkWork(
  plan: Pick<PlanView, "requests" | "roles" | "steps">,
  texts: Pick<UiTexts, "services" | "servicePage">,
): { readonly toMake: number; readonly toSign: number; readonly offered: readonly Offered[] } {
  const rolesOf = (request: PlanView["requests"][number]) => plan.roles.filter(({ id }) => request.roles.includes(id));
  const unmet = plan.requests.filter(
    (request) => request.liveName === null && rolesOf(request).some(({ identity }) => identity === null),
  );
  const stateOf = (of: "request" | "certificate", id: string) =>
    plan.steps.find(({ proof }) => proof?.of === of && proof.request === id)?.progress.state;
  const isMade = ({ id }: PlanView["requests"][number]): boolean => stateOf("request", id) === "done-by-console";
  return {
    toMake: unmet.filter((request) => request.offers.length === 0 && !isMade(request)).length,
    toSign: plan.requests.filter(
      (request) =>
        request.audience !== "public" && isMade(request) && stateOf("certificate", request.id) !== "done-by-console",
    ).length,
    offered: unmet.flatMap((request) => {
      const [offer] = request.offers;
      if (offer === undefined) return [];
      const subjects = rolesOf(request).map(({ title, node }) => ({ kind: "role", title, node, name: null }) as const);
      return [{ request: request.id, name: offer.name, role: wordsOfSubjects(subjects, texts) ?? request.name }];
    }),
  };
}
