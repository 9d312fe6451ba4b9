import type { Plan, Step } from "../../plan.ts";
import type { JudgedFact, JudgedScreen, JudgedScreens, JudgeScreens } from "../../screens.ts";
import { readScreens, type Screen } from "./read-screens.ts";
import { wantedFacts, type WantedFact } from "./wanted-facts.ts";

/** The screens of Meeting Servers against the lines of a plan. */
export const judgeScreens: JudgeScreens = (plan, node, text) => {
  const read = readScreens(text);
  const machineOf = ({ host }: Screen): string | null =>
    host === null
      ? node
      : (plan.nodes.find((each) => each === host || each.split(".")[0] === host.split(".")[0]) ?? null);
  const judged: JudgedScreen[] = [];
  const proved: JudgedScreens["proved"][number][] = [];
  const [disproved, partly]: [string[], JudgedScreens["partly"][number][]] = [[], []];
  for (const machine of plan.nodes) {
    const seen = new Map(
      read.filter((screen) => machineOf(screen) === machine).map((screen) => [screen.command, screen]),
    );
    if (seen.size === 0) continue;
    const steps = plan.steps.filter(
      (step) => step.node === machine && step.where === "mmp" && (step.phase === "apply" || step.phase === "check"),
    );
    judged.push(...screensOf(machine, steps, seen));
    const states = steps.map((step) => ({ step: step.id, ...stateOf(step, plan, seen) }));
    const copied = copiedOf(machine, plan, seen);
    if (copied !== null) {
      judged.push(copied.screen);
      states.push({ step: `copy@${machine}`, state: copied.isWhole ? "so" : "not", command: "pki list", unseen: [] });
    }
    for (const { step, state, command, unseen } of states) {
      if (state === "so") proved.push({ step, command });
      if (state === "not") disproved.push(step);
      if (state === "partly") partly.push({ step, unseen });
    }
  }
  const strangers = read.flatMap((screen) => (machineOf(screen) === null ? (screen.host ?? []) : []));
  return { screens: judged, proved, disproved, partly, strangers: [...new Set(strangers)] };
};

type Seen = ReadonlyMap<string, Screen>;

/** What the pasted screens of a machine say, label by label, of what its lines set. */
function screensOf(node: string, steps: readonly Step[], seen: Seen): JudgedScreen[] {
  const wanted = steps.flatMap(({ lines }) => lines).flatMap((line) => factsIn(line));
  return [...seen.values()].flatMap((screen) => {
    const own = wanted.filter((fact) => fact.screen === screen.command);
    const facts = [...own.map((fact) => judgedFact(fact, screen)), ...moreOf(screen, own)];
    const once = [...new Map(facts.map((fact) => [`${fact.label} ${fact.wanted ?? ""}`, fact])).values()];
    return once.length === 0 ? [] : [{ node, command: screen.command, facts: once }];
  });
}

const factsIn = (line: string): readonly WantedFact[] => {
  const facts = wantedFacts(line);
  return facts === null || facts === "nothing" ? [] : facts;
};

const valuesAt = ({ fields }: Screen, label: string): readonly string[] =>
  (fields.get(label.toLowerCase()) ?? []).filter((value) => !isNone(value));

const isNone = (value: string): boolean => /^(?:none|-|n\/a|\(none\))?$/i.test(value);

function judgedFact(fact: WantedFact, screen: Screen): JudgedFact {
  const { label, value: wanted } = fact;
  const values = valuesAt(screen, label);
  const found = values.length === 0 ? null : values.join(" ");
  return { label, wanted, found, is: isSo(fact, screen) ? "same" : found === null ? "missing" : "other" };
}

function isSo({ label, value, by }: WantedFact, screen: Screen): boolean {
  const values = valuesAt(screen, label);
  if (by === "if-shown" && !screen.fields.has(label.toLowerCase())) return true;
  if (by === "word") return values.some((each) => each.toLowerCase().startsWith(value));
  if (by === "part") return values.some((each) => each.split(/[\s,]+/).includes(value));
  return values.join(" ") === value;
}

/** Files that the appliance has in a place for which the plan has none. */
function moreOf({ fields }: Screen, own: readonly WantedFact[]): JudgedFact[] {
  const known = new Set(own.map(({ label }) => label.toLowerCase()));
  return [...fields].flatMap(([label, values]): JudgedFact[] => {
    const found = values.join(" ");
    const isFile = /^[\w.-]{1,120}\.(?:crt|cer|pem|key|der)$/.test(found);
    return known.has(label) || !isFile ? [] : [{ label, wanted: null, found, is: "more" }];
  });
}

type LineState = "so" | "not" | "unseen" | "nothing";

function stateOf(
  { id, lines }: Step,
  plan: Pick<Plan, "steps">,
  seen: Seen,
): { readonly state: "so" | "not" | "partly" | "open"; readonly command: string; readonly unseen: readonly string[] } {
  const states = lines.map((line) => ({ line, ...lineState(line, seen) }));
  if (id.startsWith("database-status@")) states.push({ line: "database cluster status", ...clusterState(plan, seen) });
  const some = (wanted: LineState) => states.filter(({ state }) => state === wanted);
  const command = [...new Set(some("so").map((each) => each.command))].join(", ");
  if (some("not").length > 0) return { state: "not", command, unseen: [] };
  if (some("so").length === 0) return { state: "open", command, unseen: [] };
  const unseen = some("unseen").map(({ line }) => line);
  return { state: unseen.length === 0 ? "so" : "partly", command, unseen };
}

function lineState(line: string, seen: Seen): { readonly state: LineState; readonly command: string } {
  if (/^pki (?:match|verify) /.test(line))
    return { state: answerTo(line, seen), command: line.split(" ", 2).join(" ") };
  const role = /^database cluster (initialize|join)\b/.exec(line)?.[1];
  if (role !== undefined)
    return { state: roleState(role === "join" ? "Replica" : "Primary", seen), command: databaseStatus };
  const facts = wantedFacts(line);
  if (facts === "nothing") return { state: "nothing", command: "" };
  if (facts === null) return { state: "unseen", command: "" };
  const screen = seen.get(facts[0]?.screen ?? "");
  if (screen === undefined) return { state: "unseen", command: "" };
  return { state: facts.every((fact) => isSo(fact, screen)) ? "so" : "not", command: screen.command };
}

/** The answer that stands below a typed line. */
function answerTo(line: string, seen: Seen): LineState {
  const lines = seen.get(line)?.lines ?? [];
  if (lines.some((each) => /^FAILURE/i.test(each))) return "not";
  return lines.some((each) => /^SUCCESS/i.test(each)) ? "so" : "unseen";
}

const databaseStatus = "database cluster status";
/** `10.48.36.61 (me) : Connected Replica ( In Sync )` */
const member = /^(\S+)\s*(\(me\))?\s*:\s*(.*?)\b(Primary|Replica)\b\s*(?:\(\s*(.*?)\s*\))?/i;

const membersIn = ({ lines }: Screen) =>
  lines.flatMap((line) => {
    const found = member.exec(line);
    if (found === null) return [];
    const [, , me, state, role, sync] = found;
    const isConnected = /^connected\s*$/i.test(state ?? "");
    return [
      {
        isMe: me !== undefined,
        role: role!.toLowerCase(),
        isHealthy: isConnected && (sync === undefined || /in sync/i.test(sync)),
      },
    ];
  });

function roleState(role: "Primary" | "Replica", seen: Seen): LineState {
  const screen = seen.get(databaseStatus);
  const me = screen === undefined ? undefined : membersIn(screen).find(({ isMe }) => isMe);
  if (me === undefined) return "unseen";
  return me.role === role.toLowerCase() && me.isHealthy ? "so" : "not";
}

/** As many members as the plan has, one of them the primary, all connected and in sync. */
function clusterState(
  { steps }: Pick<Plan, "steps">,
  seen: Seen,
): { readonly state: LineState; readonly command: string } {
  const screen = seen.get(databaseStatus);
  if (screen === undefined) return { state: "unseen", command: "" };
  const members = membersIn(screen);
  const wanted = steps.filter(({ id }) => /^database-(?:initialize|join)@/.test(id)).length;
  const primaries = members.filter(({ role }) => role === "primary").length;
  const isWhole = members.length === wanted && primaries === 1 && members.every(({ isHealthy }) => isHealthy);
  return { state: isWhole ? "so" : "not", command: databaseStatus };
}

/** The files of the plan against those that `pki list` names. Others may lie there: they are not told. */
function copiedOf(
  node: string,
  { files, steps }: Pick<Plan, "files" | "steps">,
  seen: Seen,
): { readonly screen: JudgedScreen; readonly isWhole: boolean } | null {
  const list = seen.get("pki list");
  const step = steps.find(({ id }) => id === `copy@${node}`);
  if (list === undefined || step === undefined) return null;
  const there = new Set(list.lines.flatMap((line) => line.split(/\s+/)));
  const wanted = [...new Set(files.filter((file) => file.node === node).map(({ path }) => path))].filter(
    (path) => !path.includes("/"),
  );
  const facts = wanted.map((path): JudgedFact => {
    const isThere = there.has(path);
    return { label: path, wanted: path, found: isThere ? path : null, is: isThere ? "same" : "missing" };
  });
  return { screen: { node, command: "pki list", facts }, isWhole: facts.every(({ is }) => is === "same") };
}
