import type { PathFacts } from "../path/facts.ts";

const criticals = Symbol("critical extensions");

/** The object identifiers of the critical extensions, in their order; read once per certificate. */
function criticalOids(facts: PathFacts & { [criticals]?: readonly string[] }): readonly string[] {
  return (facts[criticals] ??= facts.certificate.extensions.flatMap(({ oid, critical }) => (critical ? [oid] : [])));
}

/** The first critical extension that is not among those which a receiver processes; undefined when there is none. */
export const unprocessedOid = (facts: PathFacts, processed: ReadonlySet<string>): string | undefined =>
  criticalOids(facts).find((oid) => !processed.has(oid));
