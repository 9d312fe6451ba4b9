import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { rankChecks, verdictOf } from "../../../targets/preflight.ts";
import type { FileSource, Plan } from "../../../targets/plan.ts";
import type { StepMark } from "../../ports/services.ts";

/** A certificate where a plan mentions one. */
const shown = (certificate: Certificate) => ({
  subject: formatName(certificate.subject),
  sha256: sha256Hex(certificate.der),
  notAfter: certificate.notAfter.toISOString(),
});

/** A plan as plain data: no bytes, no classes, the gravest checks first, each step with its mark. */
export function viewOfPlan(plan: Plan, marks: readonly StepMark[]) {
  const done = new Map(marks.map(({ stepId, at, actor }) => [stepId, { at: at.toISOString(), actor }]));
  const checks = rankChecks(plan.checks);
  return {
    verdict: verdictOf(checks),
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
    requests: plan.requests,
    checks,
    files: plan.files.map(({ source, ...file }) => ({ ...file, from: source.from, holds: holdsOf(source) })),
    settings: plan.settings,
    steps: plan.steps.map((step) => ({ ...step, done: done.get(step.id) ?? null })),
    handshakes: plan.handshakes.map(({ id, title, facts, expected, roles }) => ({ id, title, facts, expected, roles })),
    troubles: plan.troubles,
  };
}

export type PlanView = ReturnType<typeof viewOfPlan>;

/** The contents of a file, in words that need no language: subjects in order, or the stored name. */
function holdsOf(source: FileSource): readonly string[] {
  switch (source.from) {
    case "key":
      return [source.identity];
    case "certificates":
      return source.certificates.map(({ subject }) => formatName(subject));
    case "pkcs12":
      return [source.identity, ...source.certificates.map(({ subject }) => formatName(subject))];
    case "crl":
      return [formatName(source.crl.issuer)];
    case "text":
      return [];
  }
}
