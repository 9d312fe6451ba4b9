import { SignatureMemory } from "../../pki/path/signature-memory.ts";
import type { ReceiverQuestion } from "../../pki/receivers/asked.ts";
import type { ReceiverReason, ReceiverReasonCode } from "../../pki/receivers/reason.ts";
import { type Receiver, receivers as allReceivers } from "../../pki/receivers/receiver.ts";
import { receiverVerdicts } from "../../pki/receivers/verdicts.ts";
import { type Certificate, isSelfIssued, readCertificate, sha256Hex } from "../../pki/x509/certificate.ts";
import { equalOctets } from "../../pki/asn1/octets.ts";
import { readCrl } from "../../pki/x509/crl.ts";
import type { Handshake } from "../handshake.ts";
import type { Material } from "../material.ts";
import type { Plan, Role, Use } from "../plan.ts";
import { type CheckResult, type Fix, result } from "../preflight.ts";
import { renewFix, requestFix, type RoleView } from "./check.ts";
import { isPubliclyIssued } from "./public-authority.ts";

type Planned = Pick<Plan, "roles" | "requests" | "handshakes" | "trusts" | "checks">;

/**
 * What the receivers of a service say of the certificates that its connections will show them: the very files of its
 * handshakes, so that what passes here passes a rehearsal. A receiver of the role that refuses fails it; one that may
 * come along warns. What RFC 5280 itself refuses is told by the checks of the role, and not once more for each.
 */
export function checkReceivers(plan: Planned, material: Material): CheckResult[] {
  const reading = new Reading(material);
  return plan.roles.flatMap((role) => {
    const identity = role.identity === null ? null : (material.identities.get(role.identity) ?? null);
    if (!identity?.leaf) return [];
    const told = plan.checks.filter(({ about, status }) => about === role.id && status === "fail");
    if (told.some(({ code }) => code.startsWith("path.") || code === "key.matches")) return [];
    const view: RoleView = {
      role,
      identity,
      material,
      request: plan.requests.find(({ id }) => id === role.request) ?? null,
      trusts: plan.trusts.filter(({ id }) => role.verifiedBy.includes(id)),
    };
    const refusals = refusalsOf(questionsOf(view, plan.handshakes, reading), role, reading.signatures);
    const isValid = plan.checks.some(({ about, code }) => about === role.id && code === "chain.trusted");
    const untold = refusals.filter(({ reason }) => !isTold(reason.code, told));
    if (refusals.every(({ isRequired }) => !isRequired) && told.length === 0)
      return [accepted(role), ...untold.map((refusal) => refused(refusal, view, isValid))];
    return untold.map((refusal) => refused(refusal, view, isValid));
  });
}

// ---- what is shown

/** Certificates and lists of handshakes, each read once. */
class Reading {
  readonly signatures = new SignatureMemory();
  readonly at: Date;
  readonly #certificates = new Map<string, Certificate>();

  constructor({ now, identities }: Material) {
    this.at = now;
    for (const { leaf, issuers } of identities.values())
      for (const each of leaf === null ? issuers : [leaf, ...issuers]) this.#certificates.set(keyOf(each.der), each);
  }

  certificates(ders: readonly Uint8Array[]): Certificate[] {
    return ders.map((der) => {
      const key = keyOf(der);
      const known = this.#certificates.get(key) ?? readCertificate(der);
      this.#certificates.set(key, known);
      return known;
    });
  }
}

const keyOf = (der: Uint8Array): string => Buffer.from(der.buffer, der.byteOffset, der.length).toString("latin1");

/** Each different question once: the handshakes of the role, and its identity by itself where there are none. */
function questionsOf(view: RoleView, handshakes: readonly Handshake[], reading: Reading): ReceiverQuestion[] {
  const { role } = view;
  const shown = handshakes
    .filter(({ roles }) => roles.includes(role.id))
    .flatMap((handshake) => role.uses.flatMap((use) => shownIn(handshake, use, view, reading)));
  const missing = role.uses.filter((use) => !shown.some(({ purpose }) => purpose === use));
  const questions = [...shown, ...missing.flatMap((use) => shownAlone(view, use, reading))];
  const byContent = new Map(questions.map((question) => [contentOf(question), question]));
  return [...byContent.values()];
}

function shownIn(handshake: Handshake, use: Use, { role }: RoleView, reading: Reading): ReceiverQuestion[] {
  const { server, client } = handshake;
  const isServer = use === "server";
  if ((isServer ? server.identity : client.identity) !== role.identity) return [];
  if (!isServer && server.clientCertificate === "none") return [];
  const [target, ...sent] = reading.certificates(isServer ? server.chain : client.chain);
  if (target === undefined) return [];
  // A list of certificates asks no issuer: the one that stands in it is accepted, as the rehearsal does it.
  if (!isServer && server.trustsCertificates && server.trust.some((each) => equalOctets(each, target.der))) return [];
  return [
    {
      target,
      sent,
      anchors: reading.certificates(isServer ? client.trust : server.trust),
      at: reading.at,
      purpose: use,
      ...(isServer && client.expectedName !== null ? { name: client.expectedName } : {}),
      ...(isServer || server.crls.length === 0 ? {} : { crls: server.crls.map((der) => readCrl(der)) }),
      isPublic: isPubliclyIssued(target),
    },
  ];
}

/** Without a handshake that shows it: what it would send, to what it would be verified against. */
function shownAlone({ identity, trusts }: RoleView, use: Use, { at }: Reading): ReceiverQuestion[] {
  if (!identity?.leaf) return [];
  const { leaf, issuers, isComplete } = identity;
  const own = isComplete ? [issuers.at(-1) ?? leaf] : [];
  const anchors = trusts.length > 0 ? trusts.flatMap(({ certificates }) => certificates) : own;
  if (anchors.length === 0) return [];
  const sent = issuers.filter((each) => !isSelfIssued(each));
  return [{ target: leaf, sent, anchors, at, purpose: use, isPublic: isPubliclyIssued(leaf) }];
}

function contentOf({ target, sent, anchors, purpose, name, crls = [] }: ReceiverQuestion): string {
  const files = [[target], sent, anchors, crls].map((each) => each.map(({ der }) => keyOf(der)).join(""));
  return [purpose, JSON.stringify(name ?? ""), ...files].join("\n");
}

// ---- what is said of it

interface Refusal {
  readonly reason: ReceiverReason;
  readonly receivers: readonly Receiver[];
  /** One of them is a receiver of the role. */
  readonly isRequired: boolean;
}

/** Refusals for one reason together, those that count first. */
function refusalsOf(questions: readonly ReceiverQuestion[], role: Role, signatures: SignatureMemory): Refusal[] {
  const asked = allReceivers.filter((each) => role.receivers.includes(each) || role.visitors.includes(each));
  const byReason = new Map<string, { reason: ReceiverReason; receivers: Set<Receiver> }>();
  for (const question of questions)
    for (const { receiver, reason } of receiverVerdicts({ ...question, signatures }, asked)) {
      if (reason === null) continue;
      const key = JSON.stringify([reason.code, reason.certificate?.sha256 ?? null]);
      const known = byReason.get(key) ?? { reason, receivers: new Set<Receiver>() };
      known.receivers.add(receiver);
      byReason.set(key, known);
    }
  return [...byReason.values()]
    .map(({ reason, receivers }) => ({
      reason,
      receivers: [...receivers],
      isRequired: [...receivers].some((each) => role.receivers.includes(each)),
    }))
    .toSorted((one, other) => Number(other.isRequired) - Number(one.isRequired));
}

/** Checks of a role that tell the same. */
const tellers: Partial<Record<ReceiverReasonCode, readonly string[]>> = {
  "receiver.issuer-missing": ["chain.complete"],
  "receiver.partial-chain": ["chain.complete"],
  "receiver.purpose": ["use.allowed"],
  "receiver.any-purpose": ["use.allowed"],
  "receiver.key-usage": ["use.signature"],
  "receiver.name-mismatch": ["name.covered"],
  "receiver.common-name": ["name.covered"],
  "receiver.expired": ["validity.expired"],
  "receiver.not-yet-valid": ["validity.not-yet"],
  "receiver.key-weak": ["key.rsa-small", "key.curve-small", "key.large-enough"],
  "receiver.digest-weak": ["signature.sha1", "signature.broken-digest", "signature.digest-accepted"],
  "receiver.critical-extension": ["extension.unknown-critical"],
  "receiver.revoked": ["revocation.stored-lists"],
};

const isTold = (code: ReceiverReasonCode, told: readonly CheckResult[]): boolean =>
  told.some((each) => (tellers[code] ?? []).includes(each.code));

function accepted({ id, receivers, citation, confirmation }: Role): CheckResult {
  return result("receivers.accept", "pass", { receivers: receivers.join(",") }, { about: id, citation, confirmation });
}

/** `isValid`: the path of the role holds by RFC 5280, as its own checks have found. */
function refused({ reason, receivers, isRequired }: Refusal, view: RoleView, isValid: boolean): CheckResult {
  const { role, identity } = view;
  const { certificate } = reason;
  const isLeaf = certificate === null || certificate.sha256 === sha256Hex(identity!.leaf!.der);
  return {
    code: reason.code,
    status: isRequired ? "fail" : "warn",
    params: {
      ...reason.facts,
      ...(isValid ? { rfc5280: "holds" } : {}),
      receivers: receivers.join(","),
      ...(isLeaf ? {} : { certificate: certificate.subject }),
    },
    about: role.id,
    citation: role.citation,
    confirmation: role.confirmation,
    fix: isRequired && isLeaf ? fixOf(reason.code, view) : null,
  };
}

/** Reasons that a new signature over the same request removes. */
const bySignature: ReadonlySet<ReceiverReasonCode> = new Set<ReceiverReasonCode>([
  "receiver.key-id-differs",
  "receiver.serial-differs",
  "receiver.issuer-of-issuer-differs",
  "receiver.name-spelling",
  "receiver.purpose",
  "receiver.any-purpose",
  "receiver.key-usage",
  "receiver.digest-weak",
  "receiver.expired",
  "receiver.validity-long",
  "receiver.critical-extension",
]);

function fixOf(code: ReceiverReasonCode, view: RoleView): Fix | null {
  if (code === "receiver.expired") return renewFix(view);
  const { identity, role, request } = view;
  if (identity === null || identity.requestFile === null || !bySignature.has(code)) return requestFix(view);
  const isBoth = role.uses.length === 2 || request?.profile === "server-client";
  return {
    code: "fix.sign",
    params: { request: identity.name, profile: isBoth ? "server-client" : (role.uses[0] ?? "server") },
  };
}
