import { caseOf, type ChainCase, draft } from "./blueprint.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules.ts";

/** A small generator of numbers, the same for the same seed (xorshift). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Chains in which two or three rules are odd at once, drawn from a seed. */
export function crossedCases(count: number, seed: number): ChainCase[] {
  const next = numbersFrom(seed);
  const cases: ChainCase[] = [];
  while (cases.length < count) {
    const chosen: Rule[] = [];
    const wanted = 2 + next(2);
    while (chosen.length < wanted) {
      const rule = rules[next(rules.length)]!;
      if (!chosen.some(({ about }) => about === rule.about)) chosen.push(rule);
    }
    const purpose = (["server", "server", "client", "any"] as const)[next(4)]!;
    const blueprint = draft(purpose);
    if (next(5) === 0) blueprint.isDirect = true;
    for (const rule of chosen) rule.apply(blueprint);
    // A server asks a client for no name.
    if (purpose === "client") blueprint.name = null;
    const made = caseOrNull(`${chosen.map(({ name }) => name).join(" + ")} [${purpose}]`, blueprint);
    if (made !== null) cases.push(made);
  }
  return cases;
}

/** Some rules cannot meet: a key of 512 bits signs no RSA-PSS with SHA-512. */
function caseOrNull(rule: string, blueprint: Parameters<typeof caseOf>[1]): ChainCase | null {
  try {
    return caseOf(rule, blueprint);
  } catch {
    return null;
  }
}
