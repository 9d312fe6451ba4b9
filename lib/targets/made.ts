import { isWanted } from "./checks/requests.ts";
import type { Identity, Material } from "./material.ts";
import type { Plan, PlannedRequest, Step, StepProof } from "./plan.ts";
import { note } from "./step-notes.ts";

/** The file of the inventory from which it is seen that a step is done. */
export interface Found {
  readonly fileName: string;
  readonly at: Date;
  readonly is: "request" | "certificate";
}

type Known = Pick<Plan, "requests" | "checks" | "trusts">;

/** Null where nothing is found, and for what is not to be found in an inventory. */
export function foundOf(proof: StepProof | null, plan: Known, material: Material): Found | null {
  const requestOf = (id: string): PlannedRequest | undefined => plan.requests.find((each) => each.id === id);
  switch (proof?.of) {
    case "request":
    case "certificate": {
      const asked = requestOf(proof.request);
      return asked === undefined ? null : partOf(madeOf(asked, plan, material), proof.of);
    }
    case "stored":
      return partOf(material.identities.get(proof.name) ?? null, proof.part);
    case "authority":
      return firstOf(proof.requests, (id) => {
        const asked = requestOf(id);
        return asked === undefined ? null : issuerOf(madeOf(asked, plan, material));
      });
    case "list":
      return firstOf(plan.trusts.find(({ id }) => id === proof.list)?.from ?? [], (name) => {
        const file = material.certificates.get(name);
        return file === undefined ? null : { fileName: file.fileName, at: file.storedAt, is: "certificate" };
      });
    default:
      return null;
  }
}

function firstOf<T, R>(all: readonly T[], find: (each: T) => R | null): R | null {
  for (const each of all) {
    const found = find(each);
    if (found !== null) return found;
  }
  return null;
}

function partOf(identity: Identity | null, part: "request" | "certificate"): Found | null {
  if (identity === null) return null;
  const { leaf, certificateFile, requestFile, storedAt } = identity;
  if (leaf !== null && certificateFile !== null && storedAt.certificate !== null)
    return { fileName: certificateFile, at: storedAt.certificate, is: "certificate" };
  return part === "request" && requestFile !== null && storedAt.request !== null
    ? { fileName: requestFile, at: storedAt.request, is: "request" }
    : null;
}

function issuerOf(identity: Identity | null): Found | null {
  if (!identity?.leaf || identity.issuers.length === 0 || identity.storedAt.certificate === null) return null;
  const file = identity.issuerFiles.at(-1) ?? identity.certificateFile;
  return file === null ? null : { fileName: file, at: identity.storedAt.certificate, is: "certificate" };
}

/**
 * What is stored of a planned request: the identity that the inputs chose, or the one of the plan's own name that no
 * input chose yet. Null where there is nothing, and where what is there does not do: then the request is to be made.
 */
function madeOf(
  request: PlannedRequest,
  { checks }: Pick<Plan, "checks">,
  { identities, offers }: Material,
): Identity | null {
  const live = request.liveName === null ? undefined : identities.get(request.liveName);
  if (live?.leaf && !isWanted(request, checks)) return live;
  const own = identities.get(request.name);
  if (own !== undefined && request.liveName === null) return own;
  return offers.get(request.id)?.find(({ identity }) => identity.name === request.name)?.identity ?? null;
}

/**
 * The steps without the lines that would make once more what is stored: typed again, `pki csr` replaces a key, and a
 * certificate becomes useless.
 */
export function withoutDone(steps: readonly Step[], plan: Known, material: Material): Step[] {
  return steps.map((step) => {
    const found = foundOf(step.proof, plan, material);
    if (found === null) return step;
    const { fileName: file } = found;
    const isAuthority = step.proof?.of === "authority" || step.proof?.of === "list";
    const said = isAuthority
      ? note("found-authority", { file })
      : note(found.is === "request" ? "found-request" : "found-certificate", { file });
    return { ...step, lines: [], note: said };
  });
}
