import { sha256Hex } from "../pki/x509/certificate.ts";
import type { CheckResult } from "./preflight.ts";
import { foundOf } from "./made.ts";
import type { Material } from "./material.ts";
import type { Phase, Plan, PlannedRequest, Step } from "./plan.ts";
import type { RoleTitle } from "./titles.ts";

/**
 * How far a service is: each step with what is known of it, and the counts of machines, phases and roles. A step is
 * ticked by what the console sees (a file of the inventory, a rehearsal, a screen that was pasted), or by a person who
 * said so; never because it seems to be meant.
 */

/** What the console saw. Instants are ISO 8601 texts. */
export type Evidence =
  /** Found in the inventory: the file that the step makes, and when it was stored. */
  | { readonly from: "inventory"; readonly fileName: string; readonly at: string }
  /** Seen on the wire: so many handshakes of a rehearsal with these very certificates. */
  | { readonly from: "rehearsal"; readonly handshakes: number; readonly actor: string; readonly at: string }
  /** Read from what the appliance printed, pasted by a person: `callbridge`. */
  | { readonly from: "screen"; readonly command: string; readonly actor: string; readonly at: string };

/** What a step waits for. */
export type Wait =
  /** Nothing is made yet: id and name of the planned request, null and the stored name where none is planned. */
  | { readonly for: "request"; readonly name: string; readonly request: string | null }
  /** The request is here, its certificate is not. */
  | { readonly for: "certificate"; readonly name: string; readonly requestFile: string; readonly since: string }
  /** What would do is stored under this name, and is not chosen: one click (`service-adopt`). */
  | { readonly for: "choice"; readonly name: string; readonly request: string }
  /** Another step has to be done first, on the same or on another machine. */
  | { readonly for: "step"; readonly step: string; readonly node: string };

export type StepState =
  | { readonly state: "done-by-console"; readonly evidence: Evidence }
  | { readonly state: "done-by-person"; readonly actor: string; readonly at: string }
  /** `lapsed`: a person did it with an earlier certificate; `fileName` came after that. */
  | { readonly state: "open"; readonly lapsed: Lapsed | null }
  | { readonly state: "waits"; readonly for: readonly Wait[] };

export interface Lapsed {
  readonly actor: string;
  readonly at: string;
  readonly fileName: string;
  readonly changedAt: string;
}

/** A person's word, as it is stored. */
export interface Mark {
  readonly stepId: string;
  readonly at: Date;
  readonly actor: string;
}

/** What was seen of a step outside of the inventory: stored for the step as it was then. */
export interface Sighting {
  readonly stepId: string;
  readonly source: "rehearsal" | "screen";
  readonly command: string;
  readonly handshakes: number;
  readonly at: Date;
  readonly actor: string;
  /** What it holds for (`sightedOf`): a plan that has changed since is not proved by it. */
  readonly holdsFor: string;
}

export interface Tally {
  readonly all: number;
  /** `byConsole` and `byPerson` together. */
  readonly done: number;
  readonly byConsole: number;
  readonly byPerson: number;
  readonly open: number;
  readonly waits: number;
}

export interface Progress {
  readonly states: ReadonlyMap<string, StepState>;
  /** Of the steps until the service runs: those of the next renewal and of the undoing are not in it. */
  readonly whole: Tally;
  readonly phases: readonly { readonly phase: Phase; readonly tally: Tally }[];
  readonly machines: readonly {
    readonly node: string;
    readonly tally: Tally;
    readonly phases: readonly { readonly phase: Phase; readonly tally: Tally }[];
  }[];
  /** By id of the role; steps of no role are in none. */
  readonly roles: readonly { readonly role: string; readonly tally: Tally }[];
  /** The first step that is open, in the order of the plan; null when nothing is. */
  readonly next: string | null;
}

/** Steps that are not on the way to a running service. */
const later: ReadonlySet<Phase> = new Set<Phase>(["renew", "undo"]);
const phases: readonly Phase[] = ["make", "copy", "apply", "check", "renew", "undo"];

export interface Seen {
  readonly marks: readonly Mark[];
  readonly sightings: readonly Sighting[];
}

export function progressOf(plan: Plan, material: Material, { marks, sightings }: Seen): Progress {
  const markOf = new Map(marks.map((mark) => [mark.stepId, mark]));
  const states = new Map(
    plan.steps.map((step) => [
      step.id,
      stateOf(step, plan, material, {
        mark: markOf.get(step.id) ?? null,
        sighting: sightingOf(step, plan, material, sightings),
      }),
    ]),
  );
  const tally = (steps: readonly Step[]): Tally => tallyOf(steps.map(({ id }) => states.get(id)!));
  const byPhase = (steps: readonly Step[]) =>
    phases.flatMap((phase) => {
      const own = steps.filter((step) => step.phase === phase);
      return own.length === 0 ? [] : [{ phase, tally: tally(own) }];
    });
  const now = plan.steps.filter(({ phase }) => !later.has(phase));
  return {
    states,
    whole: tally(now),
    phases: byPhase(plan.steps),
    machines: plan.nodes.map((node) => ({
      node,
      tally: tally(now.filter((step) => step.node === node)),
      phases: byPhase(plan.steps.filter((step) => step.node === node)),
    })),
    roles: plan.roles.map(({ id }) => ({ role: id, tally: tally(now.filter(({ roles }) => roles.includes(id))) })),
    next: now.find(({ id }) => states.get(id)!.state === "open")?.id ?? null,
  };
}

/**
 * What a sighting of a step holds for, as SHA-256 in hex: its lines with the certificates that they put in place, and for
 * the rehearsal every certificate that takes part. Stored with the sighting, so that it lapses as soon as a renewal or
 * another input changes it.
 */
export function sightedOf(step: Step, plan: Plan, { identities }: Pick<Material, "identities">): string {
  const files = plan.files.filter(({ node }) => step.phase === "copy" && node === step.node).map(({ path }) => path);
  const parts =
    step.proof?.of === "rehearsal"
      ? plan.handshakes.map(({ id, server, client, expected }) =>
          [id, expected, ...[server.chain, server.trust, client.chain, client.trust].map(digestsOf)].join(" "),
        )
      : [
          ...step.lines,
          ...files,
          ...[...new Set(step.needs)].map((name) => {
            const leaf = identities.get(name)?.leaf ?? null;
            return `${name} ${leaf === null ? "" : sha256Hex(leaf.der)}`;
          }),
        ];
  return sha256Hex(new TextEncoder().encode(parts.join("\n")));
}

const digestsOf = (list: readonly Uint8Array[]): string => list.map((der) => sha256Hex(der)).join(",");

/** The digest is made only where there is something to compare. */
function sightingOf(step: Step, plan: Plan, material: Material, sightings: readonly Sighting[]): Sighting | null {
  const found = sightings.find(({ stepId }) => stepId === step.id);
  return found !== undefined && found.holdsFor === sightedOf(step, plan, material) ? found : null;
}

function evidenceOf({ source, command, handshakes, actor, at }: Sighting): Evidence {
  return source === "rehearsal"
    ? { from: "rehearsal", handshakes, actor, at: at.toISOString() }
    : { from: "screen", command, actor, at: at.toISOString() };
}

function stateOf(
  step: Step,
  plan: Plan,
  material: Material,
  { mark, sighting }: { readonly mark: Mark | null; readonly sighting: Sighting | null },
): StepState {
  const found = foundOf(step.proof, plan, material);
  if (found !== null)
    return {
      state: "done-by-console",
      evidence: { from: "inventory", fileName: found.fileName, at: found.at.toISOString() },
    };
  if (sighting !== null) return { state: "done-by-console", evidence: evidenceOf(sighting) };
  const lapsed = mark === null ? null : lapsedOf(step, mark, material);
  if (mark !== null && lapsed === null)
    return { state: "done-by-person", actor: mark.actor, at: mark.at.toISOString() };
  const waits = waitsOf(step, plan, material);
  return waits.length > 0 ? { state: "waits", for: waits } : { state: "open", lapsed };
}

/** A person has said it before the certificate that it is about was stored. */
function lapsedOf({ needs, phase }: Step, { actor, at }: Mark, { identities }: Material): Lapsed | null {
  if (phase === "make" || later.has(phase)) return null;
  for (const name of needs) {
    const { certificateFile = null, storedAt } = identities.get(name) ?? {};
    const changed = storedAt?.certificate ?? null;
    if (certificateFile !== null && changed !== null && changed > at)
      return { actor, at: at.toISOString(), fileName: certificateFile, changedAt: changed.toISOString() };
  }
  return null;
}

function waitsOf({ needs }: Step, plan: Plan, { identities, offers }: Material): Wait[] {
  return [...new Set(needs)].flatMap((name): Wait[] => {
    const identity = identities.get(name);
    if (identity?.leaf) return [];
    if (identity !== undefined && identity.requestFile !== null && identity.storedAt.request !== null)
      return [
        {
          for: "certificate",
          name,
          requestFile: identity.requestFile,
          since: identity.storedAt.request.toISOString(),
        },
      ];
    const asked = requestNamed(plan, name);
    const [offer] = offers.get(asked?.id ?? "") ?? [];
    if (asked !== undefined && offer !== undefined && asked.chosenBy !== null)
      return [{ for: "choice", name: offer.identity.name, request: asked.id }];
    return [{ for: "request", name, request: asked?.id ?? null }];
  });
}

const requestNamed = ({ requests }: Plan, wanted: string): PlannedRequest | undefined =>
  requests.find(({ name, liveName }) => name === wanted || liveName === wanted);

function tallyOf(states: readonly StepState[]): Tally {
  const count = (wanted: StepState["state"]): number => states.filter(({ state }) => state === wanted).length;
  const [byConsole, byPerson] = [count("done-by-console"), count("done-by-person")];
  return {
    all: states.length,
    done: byConsole + byPerson,
    byConsole,
    byPerson,
    open: count("open"),
    waits: count("waits"),
  };
}

/** Whom a finding is about, in a form that every language can say: "Web Admin of cmscore2". */
export type Subject =
  | {
      readonly kind: "role" | "trust";
      readonly title: RoleTitle;
      readonly node: string | null;
      readonly name: string | null;
    }
  | { readonly kind: "request"; readonly name: string }
  | { readonly kind: "whole" };

export function subjectOf(about: string | null, { roles, trusts, requests }: Plan): Subject {
  const role = roles.find(({ id }) => id === about);
  if (role !== undefined) return { kind: "role", title: role.title, node: role.node, name: role.identity };
  const list = trusts.find(({ id }) => id === about);
  if (list !== undefined) return { kind: "trust", title: list.title, node: list.node, name: null };
  const asked = requests.find(({ id }) => id === about);
  return asked === undefined ? { kind: "whole" } : { kind: "request", name: asked.name };
}

/** Something that the service is not ready without: the gravest finding, and all who lack the same. */
export interface Missing {
  readonly check: CheckResult;
  readonly subjects: readonly Subject[];
  /** Further failed checks of the same subjects. */
  readonly more: number;
}

export interface Expiry {
  /** Stored name, and the file of its certificate. */
  readonly name: string;
  readonly fileName: string;
  readonly notAfter: string;
  /** The roles that use it. */
  readonly subjects: readonly Subject[];
}

export interface Summary {
  /** No check fails: what is stored fits. */
  readonly isReady: boolean;
  /** Every step until the service runs is done. */
  readonly isDone: boolean;
  readonly missing: readonly Missing[];
  /** Certificates that the roles ask for, and how many of them are here; several roles may share one. */
  readonly certificates: { readonly here: number; readonly wanted: number };
  readonly checks: { readonly passed: number; readonly warned: number; readonly failed: number; readonly all: number };
  /** The certificate of a role that ends first; null without any. */
  readonly nextExpiry: Expiry | null;
}

/** `checks` in the order in which they are shown, the gravest first. */
export function summaryOf(
  plan: Plan,
  material: Material,
  checks: readonly CheckResult[],
  progress: Pick<Progress, "whole">,
): Summary {
  const failed = checks.filter(({ status }) => status === "fail" || status === "unknown");
  const names = plan.roles.map(({ identity, request }) => identity ?? `request ${request ?? ""}`);
  const wanted = [...new Set(names)];
  return {
    isReady: failed.length === 0,
    isDone: progress.whole.all === progress.whole.done,
    missing: missingOf(failed, plan),
    certificates: {
      here: wanted.filter((name) => Boolean(material.identities.get(name)?.leaf)).length,
      wanted: wanted.length,
    },
    checks: {
      passed: checks.filter(({ status }) => status === "pass").length,
      warned: checks.filter(({ status }) => status === "warn").length,
      failed: failed.length,
      all: checks.length,
    },
    nextExpiry: nextExpiryOf(plan, material),
  };
}

/** One for all who lack the same certificate: a cluster's Call Bridges share one request. */
function missingOf(failed: readonly CheckResult[], plan: Plan): Missing[] {
  const groups = new Map<string, CheckResult[]>();
  for (const check of failed) {
    const key = sharedFix(check) ?? `about ${check.about ?? check.code}`;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()].map((members) => {
    const abouts = [...new Set(members.map(({ about }) => about))];
    return {
      check: members[0]!,
      subjects: abouts.map((about) => subjectOf(about, plan)),
      more: members.length - abouts.length,
    };
  });
}

const sharedFix = ({ fix }: CheckResult): string | null =>
  fix?.code === "fix.request" || fix?.code === "fix.use"
    ? `${fix.code} ${fix.params.name}`
    : fix?.code === "fix.sign"
      ? `${fix.code} ${fix.params.request}`
      : fix?.code === "fix.renew"
        ? `${fix.code} ${fix.params.name}`
        : fix?.code === "fix.take-root"
          ? `${fix.code} ${fix.params.sha256}`
          : null;

function nextExpiryOf(plan: Plan, { identities }: Material): Expiry | null {
  const held = plan.roles.flatMap(({ identity }) => {
    const found = identity === null ? undefined : identities.get(identity);
    return found?.leaf ? [{ name: identity!, found, leaf: found.leaf }] : [];
  });
  const first = held.toSorted((one, other) => one.leaf.notAfter.getTime() - other.leaf.notAfter.getTime())[0];
  if (first === undefined) return null;
  return {
    name: first.name,
    fileName: first.found.certificateFile ?? first.name,
    notAfter: first.leaf.notAfter.toISOString(),
    subjects: plan.roles.filter(({ identity }) => identity === first.name).map(({ id }) => subjectOf(id, plan)),
  };
}
