import { checkHandshakeRules } from "./checks/handshake-rules.ts";
import { checkReceivers } from "./checks/receivers.ts";
import { withRequests } from "./checks/requests.ts";
import type { Fields, ValuesOf } from "./fields.ts";
import type { Material } from "./material.ts";
import type { Handshake } from "./handshake.ts";
import { step } from "./parts.ts";
import { note } from "./step-notes.ts";
import { withoutDone } from "./made.ts";
import type { KnownMessage } from "./known-message.ts";
import { type DraftPlan, type Plan, rehearsalStep, type Role, type Step, type Trouble } from "./plan.ts";
import type { JudgeScreens } from "./screens.ts";

/**
 * The requirements of a service on its certificates. A target is one module of this folder and a word in index.ts: its
 * fields, and one function from (inputs, material) to a plan. No I/O and no clock: the same inputs and material give
 * the same plan, byte by byte, so that a pack can be made again.
 */
export interface Target<F extends Fields = Fields> {
  /** `tls-server`: what a script names. Its words stand in lib/i18n/{en,ko}/ui/services.ts. */
  readonly name: string;
  /** The vendor of the software, for the list: `Cisco`, `Mattermost`; null for software of no single vendor. */
  readonly vendor: string | null;
  readonly fields: F;
  /** What its programs print when it goes wrong. */
  readonly messages: readonly KnownMessage[];
  /** Reads what its machines print; absent where nothing of it is known. */
  readonly judgeScreens?: JudgeScreens;
  /** Its checks are those of the service itself; what receivers say is added by `target`. */
  plan(inputs: ValuesOf<F>, material: Material): DraftPlan;
}

/** A target whose fields are not known to the caller; `planOf` of index.ts parses nothing, lib/commands does. */
export interface AnyTarget {
  readonly name: string;
  readonly vendor: string | null;
  readonly fields: Fields;
  readonly messages: readonly KnownMessage[];
  readonly judgeScreens?: JudgeScreens;
  plan(inputs: Readonly<Record<string, unknown>>, material: Material): Plan;
  /** What the service itself asks for: the plan without what receivers say. */
  draft(inputs: Readonly<Record<string, unknown>>, material: Material): DraftPlan;
  /** The plan of such a draft, for the same material. */
  finish(draft: DraftPlan, material: Material): Plan;
}

/** A target whose plan is judged by its receivers too, and says which requests its checks ask for. */
export function target<const F extends Fields>(definition: Target<F>): AnyTarget {
  const { plan: planOf, ...rest } = definition;
  const draft = (inputs: Readonly<Record<string, unknown>>, material: Material): DraftPlan =>
    planOf(inputs as ValuesOf<F>, material);
  const finish = (plan: DraftPlan, material: Material): Plan => finished(plan, definition.messages, material);
  return {
    ...rest,
    draft,
    finish,
    plan: (inputs, material) => finish(draft(inputs, material), material),
  };
}

function finished(draft: DraftPlan, messages: readonly KnownMessage[], material: Material): Plan {
  const checks = withRequests(
    [...draft.checks, ...checkHandshakeRules(draft, material), ...checkReceivers(draft, material)],
    draft.requests,
  );
  const isOneMachine = draft.nodes.length === 1 && draft.nodes[0] === "";
  const ordered = withRehearsal(draft);
  const steps = isOneMachine ? ordered.map(waitingForRequests(draft)) : ordered;
  return {
    ...draft,
    checks,
    steps: withoutDone(steps, { ...draft, checks }, material),
    handshakes: draft.handshakes.map((each) => withNames(each, draft.roles)),
    troubles: messages.map((each) => withSteps(each, steps)),
  };
}

const withSteps = (message: KnownMessage, steps: readonly Step[]): Trouble => ({
  ...message,
  steps: steps.flatMap(({ id }) => (message.mendedBy.some((stem) => id.startsWith(stem)) ? [id] : [])),
});

/** Before the first file is copied the connections are tried here; where there are none, nothing is. */
function withRehearsal({ steps, nodes, roles, requests }: DraftPlan): readonly Step[] {
  const place = steps.findIndex(({ phase }) => phase !== "make");
  if (place === -1 || !roles.some(({ uses }) => uses.includes("server"))) return steps;
  const rehearsal = step({
    id: rehearsalStep,
    node: nodes[0]!,
    phase: "copy",
    where: "browser",
    note: note("rehearse", {}),
    proof: { of: "rehearsal" },
    needs: namesOf({ roles, requests }),
    citation: "RFC 8446 §4.4",
  });
  return [...steps.slice(0, place), rehearsal, ...steps.slice(place)];
}

/** The stored names of the roles, chosen or to be made. */
const namesOf = ({ roles, requests }: Pick<Plan, "roles" | "requests">): readonly string[] => [
  ...new Set(
    roles.flatMap(({ identity, request }) => identity ?? requests.find(({ id }) => id === request)?.name ?? []),
  ),
];

/** On a single machine nothing can be put in place before the certificates are there that are asked for. */
function waitingForRequests({ roles, requests }: DraftPlan): (step: Step) => Step {
  const names = roles.flatMap(({ identity, request }) => {
    const asked = requests.find(({ id }) => id === request);
    return asked === undefined ? [] : [identity ?? asked.name];
  });
  return (step) =>
    step.needs.length > 0 || step.phase === "make" || step.phase === "renew" ? step : { ...step, needs: names };
}

/** A client of the rehearsal takes a common name where the role of its server may be known by one. */
function withNames(handshake: Handshake, roles: readonly Role[]): Handshake {
  const { server, client } = handshake;
  const role = roles.find(({ id, identity }) => identity === server.identity && handshake.roles.includes(id));
  return { ...handshake, client: { ...client, commonNameCounts: role?.commonNameCounts ?? false } };
}
