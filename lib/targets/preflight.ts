import type { FindingCode } from "../pki/checks/finding.ts";
import type { PathFindingCode } from "../pki/path/finding.ts";
import type { ReceiverReasonCode } from "../pki/receivers/reason.ts";
import type { IdentityKind } from "./rehearsal/identity.ts";

/** `vendor`: the vendor's own text says so. `unconfirmed`: no text of the vendor was found that does. */
export type Confirmation = "vendor" | "unconfirmed";

/**
 * The results of a preflight: code → status → the facts of its sentence. Sentences:
 * lib/i18n/{en,ko}/sentences/preflight.ts, one for each code and status; a missing one does not compile. Findings about
 * a certificate by itself come from lib/pki/checks and lib/pki/path, under their own codes.
 */
export interface PreflightFacts {
  // the identity
  "identity.stored": { pass: { name: string }; fail: { name: string }; unknown: Record<never, never> };
  "identity.certificate": { pass: { file: string }; fail: { name: string } };
  "key.present": { pass: { file: string }; fail: { name: string } };
  "key.unlocked": { pass: { file: string }; fail: { file: string } };
  "key.matches": { pass: { key: string; certificate: string }; fail: { key: string; certificate: string } };
  "certificate.sound": { pass: { file: string; days: number; key: string } };
  "certificate.self-signed": {
    pass: { issuer: string };
    warn: { subject: string };
    fail: { subject: string; caller: string };
  };

  // the chain
  "chain.complete": { pass: { certificates: number; root: string }; fail: { issuer: string } };
  "chain.trusted": { pass: { anchor: string } };
  /** The chain ends in a self-signed certificate of the inventory that is not trusted here, and no list says otherwise. */
  "chain.root-not-trusted": { fail: { anchor: string; mark: "stored" | "distrusted" } };
  "chain.short": { pass: { certificates: number }; warn: { certificates: number } };

  // what it may be used for, and under which names
  "use.allowed": { pass: { uses: string }; fail: { missing: string; found: string } };
  "use.signature": {
    pass: { usages: string };
    warn: { usages: string; key: string };
    fail: { usages: string; key: string };
  };
  "receivers.accept": { pass: { receivers: string } };
  "client.depth": { fail: { allowed: number; present: number } };
  "client.identity": { fail: { kind: IdentityKind } };
  "name.covered": { pass: { names: string }; warn: { names: string }; fail: { missing: string; found: string } };
  "name.common-name": { pass: { name: string }; fail: { wanted: string; found: string } };
  "name.postgrest": { fail: { found: string } };
  /** `caller`: the program that refuses it; "" where the service itself does. */
  "name.wildcard": { pass: { names: string }; warn: { name: string }; fail: { name: string; caller: string } };
  "name.present": { pass: { count: number }; fail: Record<never, never> };

  // sizes and digests of the service's own
  "key.large-enough": { pass: { key: string }; fail: { subject: string; key: string; minimum: number } };
  "signature.digest-accepted": { pass: { digest: string }; fail: { subject: string; algorithm: string } };

  // who issued it
  "authority.private-for-clients": { pass: { issuer: string }; warn: { issuer: string; lastDay: string } };
  "authority.public-for-browsers": { pass: { issuer: string }; warn: { issuer: string } };

  // what something trusts
  "trust.chosen": { pass: { certificates: number }; fail: Record<never, never> };
  "trust.stored": { fail: { name: string } };
  "trust.has-root": { pass: { root: string }; fail: { issuer: string } };
  "trust.form": { pass: { file: string }; warn: { file: string; form: string } };
  "trust.line-breaks": { pass: { file: string }; warn: { file: string } };
  "trust.order": { pass: { file: string }; warn: { file: string; wanted: string } };
  "trust.authorities": { pass: { certificates: number }; fail: { subject: string } };

  // revocation
  "crl.stored": { pass: { file: string }; fail: { name: string } };
  "crl.signed": { pass: { issuer: string }; fail: { issuer: string } };
  "crl.current": { pass: { nextUpdate: string }; warn: { nextUpdate: string }; fail: { nextUpdate: string } };
  "crl.not-revoked": { pass: { subject: string }; fail: { subject: string; serial: string } };

  "crl.published": { pass: { authority: string; number: number }; warn: { authority: string } };
  "crl.levels": { pass: { lists: number }; warn: { authority: string }; fail: { authority: string } };
  "crl.newest": { warn: { file: string; thisUpdate: string; newer: string } };
  "revocation.stored-lists": {
    pass: { known: number; certificates: number };
    fail: { subject: string; serial: string; reason: string; at: string };
  };

  // making and replacing
  "request.free-name": { pass: { name: string }; warn: { name: string; instead: string } };

  // Cisco Meeting Server
  "cms.file-name": { pass: { name: string }; fail: { name: string } };
  "cms.services-of-release": { pass: { release: string }; fail: { service: string; release: string } };
  "cms.ports": {
    pass: { node: string; ports: string };
    fail: { node: string; port: number; one: string; other: string };
  };
  "cms.c2w-host": { pass: { hosts: string }; fail: { host: string; machines: number } };
  "cms.called-as": {
    pass: { node: string; addresses: string };
    warn: { node: string; name: string };
    fail: { node: string; addresses: string };
  };
  "cms.meeting-apps-place": { pass: { node: string }; fail: { node: string; services: string } };
  "cms.list-of-release": { fail: { list: string; release: string } };
  "cms.list-verified": { pass: { lists: string }; warn: { lists: string } };
  "cms.scheduler-place": { pass: { node: string }; fail: { node: string } };
  "cms.join-url": { pass: { name: string }; fail: Record<never, never> };
  "cms.xmpp-domain": { pass: { name: string }; fail: Record<never, never> };
  "cms.cluster-name": { pass: { name: string }; warn: { nodes: number } };
  "database.single-root": { pass: { root: string }; warn: { certificates: number } };
  "database.time-left": { pass: { days: number }; warn: { days: number } };
  "database.same-authority": { pass: { root: string }; fail: { server: string; client: string } };
  "database.node-count": { pass: { nodes: number }; warn: { nodes: number }; fail: { nodes: number } };
  "database.one-primary": { pass: { node: string }; fail: { primaries: number } };

  // Mattermost
  "mattermost.certificate-login": { pass: { release: string }; warn: { release: string }; fail: { release: string } };
  "mattermost.email": { pass: { email: string }; fail: { user: string } };
  "mattermost.serial-repeated": { pass: { certificates: number }; warn: { serial: string; names: string } };
  "mattermost.authority-name": { pass: { name: string }; warn: { name: string } };

  // Tableau Server
  "tableau.mapped-name": {
    pass: { user: string; mapping: "CN" | "UPN" };
    fail: { name: string; mapping: "CN" | "UPN" };
    warn: { name: string };
  };
  "tableau.size-setting": { pass: { bits: number }; warn: { bits: number } };

  // Dialogflow
  "dialogflow.current-root": { pass: { root: string }; fail: { root: string; sha256: string } };
  "dialogflow.legacy-root": { pass: { roots: number }; warn: { days: number } };
  "dialogflow.switch": { pass: { date: string }; warn: { date: string; days: number }; fail: { date: string } };
  "dialogflow.old-authority": { pass: Record<never, never>; warn: { subject: string } };
  "dialogflow.unregistered-authority": { warn: { issuer: string } };
  "dialogflow.second-factor": { pass: { header: string }; warn: Record<never, never> };
}

export type PreflightCode = keyof PreflightFacts;
export type Status = "pass" | "warn" | "fail" | "unknown";

/** One sentence per code and status that there is. */
export type PreflightMessages = {
  readonly [C in PreflightCode]: { readonly [S in keyof PreflightFacts[C]]: (facts: PreflightFacts[C][S]) => string };
};

export interface CheckResult {
  readonly code: PreflightCode | FindingCode | PathFindingCode | ReceiverReasonCode;
  readonly status: Status;
  readonly params: Readonly<Record<string, string | number>>;
  /** Id of the role or of the trust list that it is about; null: of the whole. */
  readonly about: string | null;
  readonly citation: string;
  readonly confirmation: Confirmation;
  readonly fix: Fix | null;
}

/**
 * The fix of a failed check. The page makes a button of it: one that does it where there is one way, else one that
 * opens the form.
 */
export interface FixFacts {
  /** A new key and request: the form of `pki csr`, filled. Names between commas. */
  "fix.request": { name: string; commonName: string; subjectAltNames: string };
  /** Sign the stored request again, with the template that allows the use. */
  "fix.sign": { request: string; profile: string };
  "fix.unlock": { file: string };
  /** The inventory holds what a list lacks: put it into the list. Done at once (apply-fix.ts). */
  "fix.add-to-list": { list: string; files: readonly string[] };
  /** The inventory holds what the plan would ask for, and nothing is chosen: choose it. Done at once (apply-fix.ts). */
  "fix.use": { request: string; name: string };
  /** The next certificate of a stored name: same subject and names; `names`: those to be added, between commas. */
  "fix.renew": { name: string; names: string };
  /** A new key and request with the subject and names of a stored certificate, to be changed in the form. */
  "fix.request-like": { name: string };
  /**
   * A root that browsers trust, from the list that Node.js carries (Mozilla's), by its SHA-256 fingerprint in hex; put
   * into the list of this id, "" where the inventory alone lacks it. Done at once.
   */
  "fix.take-root": { root: string; sha256: string; list: string };
  /** The file is not here: upload it. */
  "fix.upload": { what: string };
  /** An authority of the inventory has no list, or one that ends: sign the next one. */
  "fix.sign-list": { authority: string };
  /** A field of the service's form. */
  "fix.choose": { field: string };
}
export type FixCode = keyof FixFacts;
export type Fix = { readonly [C in FixCode]: { readonly code: C; readonly params: FixFacts[C] } }[FixCode];

/** Where a rule stands, and whether the maker's own text says it. */
export interface Authority {
  readonly citation: string;
  readonly confirmation: Confirmation;
}

type Outcomes<C extends PreflightCode> = PreflightFacts[C];

/** Types a result: its facts are those of its code and status. */
export function result<C extends PreflightCode, S extends keyof Outcomes<C> & Status>(
  code: C,
  status: S,
  params: Outcomes<C>[S] & Readonly<Record<string, string | number>>,
  where: { readonly about: string | null; readonly fix?: Fix | null } & Authority,
): CheckResult {
  return {
    code,
    status,
    params,
    about: where.about,
    citation: where.citation,
    confirmation: where.confirmation,
    fix: where.fix ?? null,
  };
}

const gravity: Readonly<Record<Status, number>> = { fail: 0, unknown: 1, warn: 2, pass: 3 };

/** The gravest first; equals keep their order. */
export function rankChecks(checks: readonly CheckResult[]): CheckResult[] {
  return [...checks].sort((one, other) => gravity[one.status] - gravity[other.status]);
}

/** `pass` when no check failed; warnings do not count. */
export function verdictOf(checks: readonly CheckResult[]): "pass" | "warn" | "fail" {
  if (checks.some(({ status }) => status === "fail" || status === "unknown")) return "fail";
  return checks.some(({ status }) => status === "warn") ? "warn" : "pass";
}
