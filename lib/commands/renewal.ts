import { z } from "zod";
import { readCertificate } from "../pki/certificate.ts";
import { command } from "./command.ts";
import * as field from "./parts/fields.ts";
import { comparedFields, generationFacts } from "./parts/generation-facts.ts";
import { planFor } from "./parts/plan.ts";
import { remembered } from "./parts/remembered.ts";
import { requireService } from "./parts/service-name.ts";
import { requireItem } from "./parts/stored.ts";
import { viewOfPlan } from "./parts/plan-view.ts";

/** Replacing what services use: the two newest generations side by side, and what each service then has to do. */
export const renewal = command({
  name: "renewal",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ name: field.storedName }),
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run(context, input) {
    const { store } = context;
    const row = await requireItem(store, input.name);
    const generations = await store.generations(row.basename);
    const live = generations.find(({ isLive }) => isLive) ?? null;
    const other = generations.find(({ isLive }) => !isLive) ?? null;
    const facts = async (number: number | undefined) => {
      const der = number === undefined ? null : await store.generation(row.basename, number);
      return der === null ? null : generationFacts(readCertificate(der));
    };
    const [now, before] = [await facts(live?.number), await facts(other?.number)];
    const names = [...new Set((await store.serviceUses([row.basename])).map(({ service }) => service))];
    const services = [];
    const reads = remembered(store);
    for (const name of names) {
      const { target, inputs, ticks } = await requireService(store, name);
      const { plan } = await planFor(context, target, inputs, reads);
      const { verdict, steps } = viewOfPlan(plan, ticks);
      const renewing = steps.filter(({ phase }) => phase === "renew");
      services.push({ name, target, verdict, steps: renewing.length > 0 ? renewing : steps.filter(({ phase }) => phase === "copy" || phase === "apply") });
    }
    return {
      name: row.basename,
      live: live?.number ?? null,
      other: other?.number ?? null,
      compared: comparedFields.map((each) => ({ field: each, live: now?.[each] ?? null, other: before?.[each] ?? null, differs: now !== null && before !== null && now[each] !== before[each] })),
      services,
    };
  },
});
