import { z } from "zod";
import { readCertificate } from "../../pki/x509/certificate.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { comparedFields, generationFacts } from "../parts/service/generation-facts.ts";
import { planFor } from "../parts/service/plan.ts";
import { servicesUsing } from "../parts/services-using.ts";
import { memoisedReads } from "../parts/memoised.ts";
import { requireService } from "../parts/service/service-name.ts";
import { requireItem } from "../parts/stored.ts";
import { type PlanView, viewOfPlan } from "../parts/service/plan-view.ts";

/** Each is a whole plan with its steps. */
const perPage = 10;

/** Replacing what services use: the two newest generations side by side, and what each service then has to do. */
export const renewal = command({
  name: "renewal",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    name: field.storedName,
    page: z.int().min(1).max(10_000).default(1).meta({ description: "10 services each, in order of name." }),
  }),
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run(context, { page, ...input }) {
    const { store } = context;
    const row = await requireItem(store, input.name);
    const generations = await store.generations(row.basename);
    const live = generations.find(({ isLive }) => isLive) ?? null;
    const other = generations.find(({ isLive }) => !isLive) ?? null;
    const facts = async (number: number | undefined) => {
      const der = number === undefined ? null : await store.generation(row.basename, number);
      return der === null ? null : generationFacts(readCertificate(der));
    };
    // Steps that were marked as done for the certificate before do not count for this one.
    const since = Math.max(...generations.map(({ createdAt }) => createdAt.getTime()));
    const [now, before] = [await facts(live?.number), await facts(other?.number)];
    const usedBy = await servicesUsing(store, row.basename);
    const services = [];
    const reads = memoisedReads(store);
    for (const name of usedBy.slice((page - 1) * perPage, page * perPage)) {
      const { target, inputs, marks } = await requireService(store, name);
      const planned = await planFor(context, target, inputs, reads);
      const { verdict, steps } = viewOfPlan(
        planned,
        marks.filter(({ at }) => at.getTime() >= since),
      );
      services.push({ name, target, verdict, steps: stepsFor(steps, row.basename) });
    }
    return {
      name: row.basename,
      live: live?.number ?? null,
      other: other?.number ?? null,
      compared: comparedFields.map((each) => ({
        field: each,
        live: now?.[each] ?? null,
        other: before?.[each] ?? null,
        differs: now !== null && before !== null && now[each] !== before[each],
      })),
      services,
      usedBy,
      page,
      pages: Math.max(1, Math.ceil(usedBy.length / perPage)),
    };
  },
});

/**
 * The service's steps for a renewal of this very name, else of any; without such steps, every step that puts files in
 * place.
 */
function stepsFor(steps: PlanView["steps"], name: string): PlanView["steps"] {
  const renewing = steps.filter(({ phase }) => phase === "renew");
  if (renewing.length === 0) return steps.filter(({ phase }) => phase === "copy" || phase === "apply");
  const own = renewing.filter(({ concerns }) => concerns === null || concerns.includes(name));
  return own.length === 0 ? renewing : own;
}
