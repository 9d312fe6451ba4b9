/** One rule that two versions of a template do not share. Values as in the JSON; null: not there. */
export interface RuleDifference {
  /** `names.dns.maximum` */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two sets of rules, leaf by leaf, in the order of the paths. */
export function differencesOf(before: object, after: object): RuleDifference[] {
  const [one, other] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((path) => {
    const [was, is] = [one.get(path) ?? null, other.get(path) ?? null];
    return was === is ? [] : [{ path, before: was, after: is }];
  });
}

function leavesOf(value: unknown, path = "", leaves = new Map<string, string>()): Map<string, string> {
  const isTree = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!isTree) leaves.set(path, JSON.stringify(value));
  else
    for (const [key, part] of Object.entries(value))
      if (part !== undefined) leavesOf(part, path === "" ? key : `${path}.${key}`, leaves);
  return leaves;
}
