import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import type { RoleTitle } from "@/lib/targets/titles.ts";

export type PlanStep = PlanView["steps"][number];
export type Phase = PlanStep["phase"];
export type PlanRole = PlanView["roles"][number];

/** Which part of a plan is shown: the steps of one machine by phase or by role, or the roles of all machines. */
export interface PlanPlace {
  readonly view: "phase" | "role" | "all";
  /** One of `plan.nodes`; of `all`, the one that is worked on. */
  readonly machine: string;
  /** The phases or roles that stand open, when the address asks for some. */
  readonly open: readonly string[] | null;
  /** A message of a program that is asked about. */
  readonly message: string | null;
}

/** What the address asks for, as far as the plan has it; else the machine of the next step, by phase. */
export function placeOf(
  plan: Pick<PlanView, "nodes" | "steps" | "progress">,
  asked: Readonly<Record<string, string | readonly string[] | undefined>>,
): PlanPlace {
  const next = plan.steps.find(({ id }) => id === plan.progress.next)?.node;
  const view = asked["view"] === "role" || asked["view"] === "all" ? asked["view"] : "phase";
  const machine = plan.nodes.find((node) => node === asked["machine"]) ?? next ?? plan.nodes[0] ?? "";
  const text = (name: string): string | null => (typeof asked[name] === "string" ? asked[name] : null);
  return { view, machine, open: text("phase")?.split(",") ?? null, message: text("message") };
}

/** The address of a part of a plan; what is so by itself is left out. */
export function placeAddress(service: string, { view, machine, open }: Partial<PlanPlace>): string {
  const query = new URLSearchParams({
    ...(machine === undefined || machine === "" || view === "all" ? {} : { machine }),
    ...(view === undefined || view === "phase" ? {} : { view }),
    ...(open === undefined || open === null ? {} : { phase: open.join(",") }),
  }).toString();
  return `/services/${encodeURIComponent(service)}${query === "" ? "" : `?${query}`}`;
}

/** Steps that are worked on together, under one heading. */
export interface StepGroup {
  /** The phase, or the title of the role; null: what concerns the machine as a whole. */
  readonly id: string | null;
  readonly node: string;
  readonly steps: readonly PlanStep[];
}

/** The word for a group in the address. */
export const foldOf = ({ id }: Pick<StepGroup, "id">): string => id ?? "machine";

const phases: readonly Phase[] = ["make", "copy", "apply", "check", "renew", "undo"];

/** Steps after which the service already runs. */
export const isLater = ({ phase }: Pick<PlanStep, "phase">): boolean => phase === "renew" || phase === "undo";

/** The steps of a machine in the order of the phases; phases without a step are not there. */
export function phasesOf({ steps }: Pick<PlanView, "steps">, machine: string): readonly StepGroup[] {
  return phases.flatMap((phase) => {
    const own = steps.filter((step) => step.phase === phase && step.node === machine);
    return own.length === 0 ? [] : [{ id: phase, node: machine, steps: own }];
  });
}

/** The steps of each role on a machine until the service runs, then those of no role. */
export function rolesOf({ steps, roles }: Pick<PlanView, "steps" | "roles">, machine: string): readonly StepGroup[] {
  const here = roles.filter(({ node }) => node === null || node === machine);
  const titles = [...new Set(here.map(({ title }) => title))];
  const now = steps.filter((step) => !isLater(step));
  const groups = titles.flatMap((title): StepGroup[] => {
    const ids = here.filter((role) => role.title === title).map(({ id }) => id);
    const own = now.filter(
      (step) => (step.node === machine || step.phase === "make") && step.roles.some((id) => ids.includes(id)),
    );
    return own.length === 0 ? [] : [{ id: title, node: machine, steps: own }];
  });
  const rest = now.filter(({ node, roles: of }) => node === machine && of.length === 0);
  return rest.length === 0 ? groups : [...groups, { id: null, node: machine, steps: rest }];
}

/** What a table of roles has in a row: a title, and for each machine its roles. */
export interface RoleRow {
  readonly title: RoleTitle;
  /** Roles of no machine: they are the whole service's. */
  readonly whole: readonly PlanRole[];
  readonly machines: readonly { readonly node: string; readonly roles: readonly PlanRole[] }[];
}

export function roleRows({ nodes, roles }: Pick<PlanView, "nodes" | "roles">): readonly RoleRow[] {
  return [...new Set(roles.map(({ title }) => title))].map((title) => {
    const own = roles.filter((role) => role.title === title);
    return {
      title,
      whole: own.filter(({ node }) => node === null),
      machines: nodes.map((node) => ({ node, roles: own.filter((role) => role.node === node) })),
    };
  });
}

export interface Tallied {
  readonly all: number;
  readonly done: number;
  readonly byConsole: number;
  readonly waits: number;
}

/** How many of the steps are done, and by whom. */
export function tallyOf(steps: readonly PlanStep[]): Tallied {
  const count = (state: PlanStep["progress"]["state"]): number =>
    steps.filter(({ progress }) => progress.state === state).length;
  const byConsole = count("done-by-console");
  return { all: steps.length, done: byConsole + count("done-by-person"), byConsole, waits: count("waits") };
}

/** The step that comes next in what is shown: the first that is open, in its order. */
export const nextOf = (groups: readonly StepGroup[]): PlanStep | null =>
  groups.flatMap(({ steps }) => steps).find((step) => !isLater(step) && step.progress.state === "open") ?? null;
