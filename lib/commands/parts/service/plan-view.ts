import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { rankChecks, verdictOf } from "../../../targets/preflight.ts";
import type { FileSource, Plan } from "../../../targets/plan.ts";
import { progressOf, subjectOf, summaryOf } from "../../../targets/progress.ts";
import type { ServiceRecord } from "../../ports/services.ts";
import type { Planned } from "./plan.ts";

/** A certificate where a plan mentions one. */
const shown = (certificate: Certificate) => ({
  subject: formatName(certificate.subject),
  sha256: sha256Hex(certificate.der),
  notAfter: certificate.notAfter.toISOString(),
});

type Seen = Pick<ServiceRecord, "marks" | "sightings">;

/** Of plans that are still known, for what was marked and seen then: the page of a service asks for the same one again. */
const views = new WeakMap<Plan, { readonly seen: string; readonly view: PlanView }>();

/** A plan as plain data: no bytes, no classes, the gravest checks first, each step with its mark. */
export function viewOfPlan(planned: Pick<Planned, "plan" | "material">, seen: Seen): PlanView {
  const text = JSON.stringify([seen.marks, seen.sightings]);
  const known = views.get(planned.plan);
  if (known?.seen === text) return known.view;
  const view = makeView(planned, seen);
  views.set(planned.plan, { seen: text, view });
  return view;
}

function makeView({ plan, material }: Pick<Planned, "plan" | "material">, { marks, sightings }: Seen) {
  const { states, ...progress } = progressOf(plan, material, { marks, sightings });
  const done = new Map(marks.map(({ stepId, at, actor }) => [stepId, { at: at.toISOString(), actor }]));
  const checks = rankChecks(plan.checks);
  return {
    verdict: verdictOf(checks),
    /** Ready or not, what is missing, what ends next. */
    summary: summaryOf(plan, material, checks, progress),
    /** Counts of the whole, the phases, the machines and the roles. */
    progress,
    nodes: plan.nodes,
    roles: plan.roles.map(({ id, title, node, identity, uses, names, audience, confirmation, citation, request }) => ({
      id,
      title,
      node,
      identity,
      uses,
      names,
      audience,
      confirmation,
      citation,
      request,
    })),
    trusts: plan.trusts.map(({ certificates, ...list }) => ({ ...list, certificates: certificates.map(shown) })),
    requests: plan.requests.map((request) => ({
      ...request,
      /** What is stored and would do, the best first. */
      offers: (material.offers.get(request.id) ?? []).map(({ identity, has }) => ({
        name: identity.name,
        has,
        fileName: (has === "certificate" ? identity.certificateFile : identity.requestFile) ?? identity.name,
        notAfter: identity.leaf?.notAfter.toISOString() ?? null,
      })),
    })),
    checks: checks.map((check) => ({ ...check, subject: subjectOf(check.about, plan) })),
    files: plan.files.map(({ source, ...file }) => ({
      ...file,
      from: source.from,
      holds: holdsOf(source),
      item: itemOf(source, material),
      /** Base64 of a certificate in DER, which a form of the vendor takes; null for other files. */
      der: source.from === "der" ? Buffer.from(source.certificate.der).toString("base64") : null,
    })),
    settings: plan.settings,
    steps: plan.steps.map((step) => ({
      ...step,
      progress: states.get(step.id)!,
      done: done.get(step.id) ?? null,
    })),
    handshakes: plan.handshakes.map(({ id, title, facts, expected, roles }) => ({ id, title, facts, expected, roles })),
    troubles: plan.troubles,
  };
}

export type PlanView = ReturnType<typeof makeView>;

/** The stored name that a file is made of first; null for texts, and for certificates of no file here. */
function itemOf(source: FileSource, { identities, certificates }: Planned["material"]): string | null {
  switch (source.from) {
    case "key":
    case "pkcs12":
      return source.identity;
    case "certificates": {
      const [first] = source.certificates;
      const own = [...identities.values()].find(({ leaf }) => leaf === first);
      const list = [...certificates.values()].find((each) => each.certificates.some((one) => one === first));
      return first === undefined ? null : (own?.name ?? (list === undefined ? null : nameOf(list.fileName)));
    }
    default:
      return null;
  }
}

const nameOf = (fileName: string): string => fileName.replace(/\.[a-z0-9]+$/i, "");

/** The contents of a file, in words that need no language: subjects in order, or the stored name. */
function holdsOf(source: FileSource): readonly string[] {
  switch (source.from) {
    case "key":
      return [source.identity];
    case "certificates":
      return source.certificates.map(({ subject }) => formatName(subject));
    case "pkcs12":
      return [source.identity, ...source.certificates.map(({ subject }) => formatName(subject))];
    case "der":
      return [formatName(source.certificate.subject)];
    case "crls":
      return source.crls.map(({ issuer }) => formatName(issuer));
    case "text":
      return [];
  }
}
