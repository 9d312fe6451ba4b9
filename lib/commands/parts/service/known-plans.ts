import type { Certificate } from "../../../pki/x509/certificate.ts";
import type { Material } from "../../../targets/material.ts";
import type { Context } from "../../command.ts";
import { type PlanReads, RecordedReads } from "./recorded-reads.ts";

/**
 * Plans by what they were asked for, as long as nothing that they were made of has changed: the page of a service, the
 * list of services and the counts beside the navigation ask for the same plans again and again. When something was
 * stored since, what the plan read is read again and compared; a plan is made anew only where an answer is another one.
 */

/** More services than a page of the list shows are rarely looked at between two changes. */
const mostPlans = 60;
/** In ms. What is said in days and hours may be this late; what begins or ends does so at its instant. */
const longestLife = 60_000;

/** A plan with what it was made of. */
interface Made {
  readonly material: Material;
}

interface Known {
  readonly made: Made;
  readonly reads: RecordedReads;
  readonly from: number;
  /** The first instant at which it may have to say something else. */
  readonly until: number;
  /** Of the database when the answers were last seen to be those of the plan. */
  stamp: string;
}

/** Of the inventory that was looked at last: a console has one. */
const kept = { plans: new Map<string, Known>() };

/** The plan of an earlier question, where neither the inventory nor the clock could make it another one; else a new one. */
export async function knownPlan<Planned extends Made>(
  { store, clock }: Pick<Context, "store" | "clock">,
  question: string,
  source: PlanReads,
  make: (reads: PlanReads) => Promise<Planned>,
): Promise<Planned> {
  // Asked before anything is read: a change that comes between is seen the next time.
  const stamp = await store.stamp();
  const now = clock.now().getTime();
  const known = kept.plans.get(question);
  if (known !== undefined && now >= known.from && now < known.until) {
    if (known.stamp === stamp) return known.made as Planned;
    if (await known.reads.areAsBefore(source)) {
      known.stamp = stamp;
      return known.made as Planned;
    }
  }
  const reads = new RecordedReads(source);
  const made = await make(reads.reads);
  await reads.close();
  kept.plans.delete(question);
  kept.plans.set(question, { made, reads, from: made.material.now.getTime(), until: nextTurn(made.material), stamp });
  for (const oldest of kept.plans.keys()) {
    if (kept.plans.size <= mostPlans) break;
    kept.plans.delete(oldest);
  }
  return made;
}

/** When the first of its certificates and lists begins or ends, at most a minute from now; ms. */
function nextTurn({ now, identities, certificates, crls, revocationLists, offers }: Material): number {
  const held = [
    ...identities.values(),
    ...[...offers.values()].flatMap((some) => some.map(({ identity }) => identity)),
  ];
  const all: Certificate[] = [
    ...held.flatMap(({ leaf, issuers }) => (leaf === null ? issuers : [leaf, ...issuers])),
    ...[...certificates.values()].flatMap((each) => [
      ...each.certificates,
      ...each.above.map(({ certificate }) => certificate),
    ]),
  ];
  const lists = [...[...crls.values()].map(({ crl }) => crl), ...revocationLists];
  const instants = [
    ...all.flatMap(({ notBefore, notAfter }) => [notBefore.getTime(), notAfter.getTime() + 1]),
    ...lists.flatMap(({ thisUpdate, nextUpdate }) => [thisUpdate.getTime(), (nextUpdate?.getTime() ?? 0) + 1]),
  ];
  const start = now.getTime();
  return Math.min(start + longestLife, ...instants.filter((instant) => instant > start));
}
