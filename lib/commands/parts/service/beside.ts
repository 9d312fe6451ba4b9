import { isAsked } from "../../../targets/checks/requests.ts";
import { offersOf } from "../../../targets/adoption.ts";
import type { Material, Offer } from "../../../targets/material.ts";
import type { DraftPlan, PlannedRequest } from "../../../targets/plan.ts";
import { loadIdentities } from "./material.ts";
import type { PlanReads } from "./recorded-reads.ts";

/** What the inventory holds beside the names that a service's inputs mention. */

/** So many stored names are judged for one plan; the newest, where there are more. */
const mostCandidates = 60;

/**
 * What would do for the requests of a draft that ask for new certificates, and which of their names are in use for
 * something else. Null when the draft stands as it is.
 */
export async function besideOf(
  reads: PlanReads,
  draft: DraftPlan,
  material: Material,
): Promise<Pick<Material, "offers" | "instead"> | null> {
  const isOwn = ({ name }: PlannedRequest): boolean => material.identities.has(name);
  const names = draft.requests.filter((request) => !isOwn(request)).map(({ name }) => name);
  const taken = await reads.takenNames(names);
  const asked = draft.requests.filter((request) => isAsked(request, draft.checks));
  if (taken.length === 0 && asked.length === 0) return null;
  const found = asked.length === 0 ? [] : await reads.identitiesNamed(namesWanted(asked), mostCandidates);
  const candidates = await loadIdentities(reads, [...new Set([...taken, ...found])], material.now);
  const offers = new Map<string, readonly Offer[]>();
  for (const request of draft.requests) {
    const mine = taken.includes(request.name) || asked.includes(request);
    const fitting = mine ? offersOf(request, draft, material, candidates) : [];
    if (fitting.length > 0) offers.set(request.id, fitting);
  }
  const strangers = taken.filter((name) =>
    draft.requests.some(
      (request) =>
        request.name === name && !(offers.get(request.id) ?? []).some(({ identity }) => identity.name === name),
    ),
  );
  const instead = await freeNames(reads, strangers, names);
  return offers.size === 0 && instead.size === 0 ? null : { offers, instead };
}

/** The names of the requests, and the wildcards that would cover them. */
function namesWanted(requests: readonly PlannedRequest[]): string[] {
  const names = requests.flatMap(({ commonName, subjectAltNames }) => [commonName, ...subjectAltNames]);
  const wildcards = names.flatMap((name) => (/^[^.*]+\./.test(name) ? [name.replace(/^[^.]+/, "*")] : []));
  return [...new Set([...names, ...wildcards])];
}

/** `callbridge` → `callbridge-2`, `www-next` → `www-next2`: the first that neither is stored nor proposed. */
async function freeNames(
  reads: Pick<PlanReads, "takenNames">,
  strangers: readonly string[],
  proposed: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const instead = new Map<string, string>();
  for (const name of strangers) {
    const tries = Array.from({ length: 98 }, (_, index) =>
      /-next\d*$/.test(name) ? `${name.replace(/\d+$/, "")}${index + 2}` : `${name}-${index + 2}`,
    );
    const used = new Set([...(await reads.takenNames(tries)), ...proposed, ...instead.values()]);
    const free = tries.find((each) => !used.has(each));
    if (free !== undefined) instead.set(name, free);
  }
  return instead;
}
