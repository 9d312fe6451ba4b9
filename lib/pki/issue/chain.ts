import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { concat, writeExplicit, writeSequence, writeTime } from "../asn1/der-write.ts";
import { type ChainProblem, Failure } from "../failure.ts";
import { writeExtensions } from "../x509/extension.ts";
import { formatName, writeName } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import { Budget, defaultLimits } from "../path/budget.ts";
import { Collector } from "../path/collector.ts";
import { pathFactsOf } from "../path/facts.ts";
import type { PathFinding, PathFindingCode } from "../path/finding.ts";
import type { PathPurpose } from "../path/options.ts";
import { anyPolicy } from "../path/policy-graph.ts";
import { Signatures } from "../path/signatures.ts";
import { defaultSecurityBits } from "../path/strength.ts";
import { validatePath } from "../path/validate.ts";
import { keyIdentifier, readPublicKeyFacts } from "../keys/public-key.ts";
import type { Ancestors } from "./ancestors.ts";
import { layOutDraft } from "./draft.ts";
import type { Template } from "../templates/template.ts";
import { extensionsOf, validityOf, writeSerial } from "./to-be-signed.ts";

/**
 * What stands above a certificate that is about to be signed, by the code that will judge it later: an issuer may be
 * sound and everything it signs still be refused, for a purpose, a policy, a critical extension or an end above it.
 */

export interface ChainOrder {
  readonly issuer: Certificate;
  readonly template: Template;
  /** Whole days. */
  readonly days: number;
  readonly now: Date;
}

/** Findings that no receiver and no renewal of time changes: the certificates above would have to be other ones. */
const final: ReadonlySet<PathFindingCode> = new Set<PathFindingCode>([
  "path.no-valid-policy",
  "path.policy-not-accepted",
  "path.policy-maps-any",
  "path.issuer-name-empty",
  "path.duplicate-extension",
  "path.extension-malformed",
  "path.extensions-in-old-version",
  "path.version-not-ca",
  "path.no-basic-constraints",
  "path.not-ca",
  "path.key-usage-not-sign",
  "path.length-exceeded",
]);

/** The findings about the new certificate that come from above it; its own key and names are asked elsewhere. */
const aboutNew: ReadonlySet<PathFindingCode> = new Set<PathFindingCode>([
  "path.no-valid-policy",
  "path.policy-not-accepted",
  "path.issuer-name-empty",
]);

/**
 * Requires that a certificate of this template will hold below this issuer along one of the chains above it (RFC 5280
 * §6.1, and the extended key usages of all authorities, which receivers apply to what is below). The signatures of the
 * chains are taken as checked. `chains` empty: nothing is known above the issuer.
 * @throws Failure `sign.chain-refused` where no receiver can accept it; `sign.chain-doubtful`, unless `isAccepted`,
 *   where common ones refuse it or an authority ends before it.
 */
export function requireSoundChain(order: ChainOrder, chains: readonly Ancestors[], isAccepted: boolean): void {
  const judged = (chains.length === 0 ? [[]] : chains).map((ancestors) => judge(order, ancestors));
  const [best] = judged.sort((one, other) => weight(one) - weight(other));
  if (best === undefined || best.length === 0) return;
  const issuer = formatName(order.issuer.subject);
  const problems = best.map(({ problem }) => problem);
  if (best.some(({ isFinal }) => isFinal)) throw new Failure("sign.chain-refused", { issuer, problems });
  if (!isAccepted) throw new Failure("sign.chain-doubtful", { issuer, problems });
}

interface Judged {
  readonly problem: ChainProblem;
  readonly isFinal: boolean;
}

const weight = (judged: readonly Judged[]): number =>
  judged.length + (judged.some(({ isFinal }) => isFinal) ? 1000 : 0);

/** The only place where signatures do not matter: that of the draft does not exist yet. */
class CheckedSignatures extends Signatures {
  override verdict(): "valid" {
    return "valid";
  }
  override verdictBy(): "valid" {
    return "valid";
  }
}

function judge(order: ChainOrder, ancestors: Ancestors): Judged[] {
  const { issuer, template, days, now } = order;
  const draft = pathFactsOf(readCertificate(draftOf(order)));
  const path = [draft, ...[issuer, ...ancestors].map(pathFactsOf)];
  const found = new Map<string, Judged>();
  for (const purpose of purposesOf(template)) {
    const budget = new Budget(defaultLimits);
    const collector = new Collector();
    validatePath(path, { ...check, at: now, purpose }, new CheckedSignatures(budget), budget, collector);
    for (const finding of collector.findings) {
      const isOwn = finding.certificate === draft.reference;
      if (finding.severity === "note" || (isOwn && !aboutNew.has(finding.code))) continue;
      const problem = problemOf(finding, isOwn);
      found.set(JSON.stringify(problem), { problem, isFinal: final.has(finding.code) });
    }
  }
  const ends = validityOf({ now, issuer }, days).notAfter;
  for (const ancestor of ancestors) {
    if (ancestor.notAfter >= ends || ancestor.notAfter < now) continue;
    const params = { notAfter: ancestor.notAfter.toISOString(), certificateEnds: ends.toISOString() };
    const problem = { subject: formatName(ancestor.subject), code: "sign.ends-before", params };
    found.set(JSON.stringify(problem), { problem, isFinal: false });
  }
  return [...found.values()];
}

function problemOf({ code, params, certificate }: PathFinding, isOwn: boolean): ChainProblem {
  return { subject: isOwn ? "" : (certificate?.subject ?? ""), code, params };
}

function purposesOf({ rules }: Template): readonly PathPurpose[] {
  const purposes: PathPurpose[] = [];
  if (rules.purposes.includes(Oid.serverAuth)) purposes.push("server");
  if (rules.purposes.includes(Oid.clientAuth)) purposes.push("client");
  return purposes.length === 0 ? ["any"] : purposes;
}

const check = {
  name: null,
  profile: "standard",
  hasAnchorConstraints: true,
  hasAnchorValidity: true,
  maxPathLength: null,
  securityBits: defaultSecurityBits,
  policy: {
    initialPolicySet: [anyPolicy],
    isExplicitPolicyRequired: false,
    isPolicyMappingInhibited: false,
    isAnyPolicyInhibited: false,
  },
} as const;

const draftSerial = writeSerial(Uint8Array.from({ length: 16 }, () => 1));

/** A certificate of this template under another name, with the key of the issuer: nothing of it is looked at here. */
function draftOf({ issuer, template, days, now }: ChainOrder): Uint8Array {
  const validity = validityOf({ now, issuer }, days);
  const key = readPublicKeyFacts(issuer.spki);
  const issuerKeyId = keyIdentifier(issuer.spki);
  const extensions = extensionsOf({
    template,
    key,
    pathLength: null,
    spki: issuer.spki,
    issuerKeyId,
    names: [],
    hasSubject: true,
  });
  return layOutDraft({
    serial: draftSerial,
    rest: concat([
      issuer.subject.der,
      writeSequence(writeTime(validity.notBefore), writeTime(validity.notAfter)),
      writeName({ CN: "draft" }),
      issuer.spki,
      writeExplicit(3, writeExtensions(extensions)),
    ]),
  });
}
