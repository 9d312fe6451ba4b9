import type { Step } from "../plan.ts";
import { databaseNodes, type Deployment, type Node, pairName, type Slot } from "./deployment.ts";
import { filesOfPair, slotsOf } from "./pairs.ts";
import { type CmsTrust, liesOn } from "./trusts.ts";

/**
 * Says of each step which certificates it takes: those whose files its lines name, those that go into the trust lists
 * which it names, and for the copying all of the machine.
 */
export function withNeeds(deployment: Deployment, trusts: readonly CmsTrust[], steps: readonly Step[]): Step[] {
  const known = new Map(deployment.nodes.map((node) => [node.name, namesByFile(deployment, trusts, node)]));
  return steps.map((step) => {
    const byFile = known.get(step.node);
    if (byFile === undefined || step.phase === "make" || step.phase === "renew") return step;
    const words = step.lines.flatMap((line) => line.split(" "));
    const files = step.phase === "copy" ? [...byFile.keys()] : words;
    return { ...step, needs: [...new Set(files.flatMap((file) => byFile.get(file) ?? []))] };
  });
}

/** The files that a machine gets, each with the stored names that it is made of. */
function namesByFile(
  deployment: Deployment,
  trusts: readonly CmsTrust[],
  node: Node,
): ReadonlyMap<string, readonly string[]> {
  const database: readonly Slot[] =
    node.database === "none" || databaseNodes(deployment).length === 0
      ? []
      : node.database === "connect"
        ? ["database-client"]
        : ["database-server", "database-client"];
  const own = node.services.flatMap((service) => slotsOf(deployment, service).map(({ slot }) => slot));
  const pairs = [...own, ...database].flatMap((slot) => {
    const name = pairName(deployment, slot, node);
    return Object.values(filesOfPair(deployment, slot, node)).map((file) => [file, [name]] as const);
  });
  const lists = trusts.flatMap((list) => {
    if (liesOn(list, node)) return [[list.file, list.pairs] as const];
    const names = database.map((slot) => pairName(deployment, slot, node));
    return list.id === "trust-database" && names.length > 0 ? [[list.file, names] as const] : [];
  });
  return new Map([...pairs, ...lists]);
}
