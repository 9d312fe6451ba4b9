import { type Certificate, sha256Hex } from "../../pki/x509/certificate.ts";
import { checkCertificate } from "../../pki/checks/index.ts";
import { daysBetween } from "../../pki/checks/purpose.ts";
import type { Finding, FindingCode } from "../../pki/checks/finding.ts";
import { equalOctets } from "../../pki/asn1/octets.ts";
import { SignatureMemory } from "../../pki/path/signature-memory.ts";
import { verifyPath } from "../../pki/path/verify.ts";
import { formatName } from "../../pki/x509/name.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { type CheckResult, type Fix, result } from "../preflight.ts";
import type { Identity, Material } from "../material.ts";
import type { PlannedRequest, Role, TrustList } from "../plan.ts";
import { authorityPrivate } from "./authority-private.ts";
import { authorityPublic } from "./authority-public.ts";
import { certificateSelfSigned } from "./certificate-self-signed.ts";
import { chainComplete } from "./chain-complete.ts";
import { chainShort } from "./chain-short.ts";
import { renewFix, requestFix, resultsOf, type RoleView, type Rule } from "./check.ts";
import { identityCertificate } from "./identity-certificate.ts";
import { identityStored } from "./identity-stored.ts";
import { keyLargeEnough } from "./key-large-enough.ts";
import { keyMatches } from "./key-matches.ts";
import { keyPresent } from "./key-present.ts";
import { keyUnlocked } from "./key-unlocked.ts";
import { nameCommonName } from "./name-common-name.ts";
import { nameCovered } from "./name-covered.ts";
import { namePostgrest } from "./name-postgrest.ts";
import { namePresent } from "./name-present.ts";
import { nameWildcard } from "./name-wildcard.ts";
import { revocationOf } from "./revocation.ts";
import { signatureDigest } from "./signature-digest.ts";
import { useAllowed } from "./use-allowed.ts";
import { useSignature } from "./use-signature.ts";

/** The requirements of every service on an identity, in the order in which a person fixes them. */
const roleRules: readonly Rule<RoleView>[] = [
  identityStored,
  identityCertificate,
  keyPresent,
  keyUnlocked,
  keyMatches,
  chainComplete,
  chainShort,
  certificateSelfSigned,
  useAllowed,
  useSignature,
  namePresent,
  nameCovered,
  nameCommonName,
  namePostgrest,
  nameWildcard,
  keyLargeEnough,
  signatureDigest,
  authorityPrivate,
  authorityPublic,
];

/** Told by a rule of a role already, or meaningless for a certificate that is deployed on purpose. */
const toldElsewhere: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "name.no-subject-alt-name",
  "use.self-signed-leaf",
  "name.wildcard",
  "validity.long",
]);

export interface RolesInput {
  readonly roles: readonly Role[];
  readonly trusts: readonly TrustList[];
  readonly requests: readonly PlannedRequest[];
  readonly material: Material;
}

export function checkRoles({ roles, trusts, requests, material }: RolesInput): CheckResult[] {
  return roles.flatMap((role) => {
    const identity = role.identity === null ? null : (material.identities.get(role.identity) ?? null);
    const request = requests.find(({ id }) => id === role.request) ?? null;
    const view: RoleView = {
      role,
      identity,
      material,
      request,
      trusts: trusts.filter(({ id }) => role.verifiedBy.includes(id)),
    };
    return [...resultsOf(roleRules, view, role.id), ...soundnessOf(view), ...trustOf(view), ...revocationOf(view)];
  });
}

/**
 * The findings of lib/pki/checks as results: dangers stop, warnings warn; a certificate without any is worth a green
 * line.
 */
function soundnessOf(view: RoleView): CheckResult[] {
  const { identity, role, material } = view;
  if (!identity?.leaf) return [];
  const { leaf } = identity;
  const findings = findingsOf(leaf, material.now).filter(
    ({ code, severity }) => severity !== "info" && !toldElsewhere.has(code),
  );
  const mine = findings.filter(({ code }) => role.minimum === null || !coveredByMinimum.has(code));
  if (mine.length === 0) return [soundLine(identity, role, material.now)];
  return mine.map(({ code, severity, citation, params }) => ({
    code,
    params,
    citation,
    status: severity === "danger" ? "fail" : "warn",
    about: role.id,
    confirmation: "vendor",
    fix: code.startsWith("validity.") ? renewFix(view) : requestFix(view),
  }));
}

/** Machines of a cluster share certificates: each is looked at once for a plan, and each signature checked once. */
const looked = new WeakMap<Certificate, { readonly at: number; readonly findings: readonly Finding[] }>();
const signaturesBelow = new WeakMap<Certificate, SignatureMemory>();

function findingsOf(leaf: Certificate, now: Date): readonly Finding[] {
  const known = looked.get(leaf);
  if (known?.at === now.getTime()) return known.findings;
  const findings = checkCertificate(leaf, now);
  looked.set(leaf, { at: now.getTime(), findings });
  return findings;
}

function memoryOf(leaf: Certificate): SignatureMemory {
  const known = signaturesBelow.get(leaf) ?? new SignatureMemory();
  signaturesBelow.set(leaf, known);
  return known;
}

/** A service with sizes of its own has said so itself. */
const coveredByMinimum: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "key.rsa-small",
  "key.curve-small",
  "signature.sha1",
]);

function soundLine(identity: Identity, role: Role, now: Date): CheckResult {
  const leaf = identity.leaf!;
  const params = {
    file: identity.certificateFile ?? identity.name,
    days: daysBetween(now, leaf.notAfter),
    key: readPublicKeyFacts(leaf.spki).label,
  };
  return result("certificate.sound", "pass", params, {
    about: role.id,
    citation: "RFC 5280 §4",
    confirmation: "vendor",
  });
}

/** Would the other side build a path to what it trusts, from exactly what is sent (RFC 5280 §6). */
function trustOf(view: RoleView): CheckResult[] {
  const { identity, role, trusts, material } = view;
  if (!identity?.leaf) return [];
  const own = identity.isComplete ? [identity.issuers.at(-1) ?? identity.leaf] : [];
  const anchors = trusts.length > 0 ? trusts.flatMap(({ certificates }) => certificates) : own;
  if (anchors.length === 0) return [];
  if (trusts.length === 0 && identity.rootMark !== undefined)
    return [
      result(
        "chain.root-not-trusted",
        "fail",
        { anchor: formatName(own[0]!.subject), mark: identity.rootMark },
        { about: role.id, citation: "RFC 5280 §6.1.1 (d)", confirmation: "vendor" },
      ),
    ];
  return role.uses.flatMap((purpose) => {
    const verification = verifyPath({
      target: identity.leaf!,
      untrusted: identity.issuers,
      anchors,
      at: material.now,
      purpose,
      explore: "first",
      securityBits: role.minimum === null ? 112 : 0,
      signatures: memoryOf(identity.leaf!),
    });
    if (verification.trusted) {
      const anchor = verification.paths[0]?.certificates.at(-1)?.subject ?? formatName(identity.leaf!.subject);
      return [
        result(
          "chain.trusted",
          "pass",
          { anchor },
          { about: role.id, citation: "RFC 5280 §6.1", confirmation: "vendor" },
        ),
      ];
    }
    const worst = verification.findings.find(({ severity }) => severity === "reject");
    if (worst === undefined) return [];
    const other: Readonly<Record<string, string>> =
      worst.certificate === null || worst.certificate.sha256 === sha256Hex(identity.leaf!.der)
        ? {}
        : { certificate: worst.certificate.subject };
    return [
      {
        code: worst.code,
        status: "fail",
        params: { ...worst.params, ...other },
        about: role.id,
        citation: worst.citation,
        confirmation: "vendor",
        fix: listFix(identity, trusts, anchors) ?? requestFix(view),
      },
    ];
  });
}

/** Its own root, where the inventory holds it in a file and the list does not have it. */
function listFix(
  { isComplete, issuers, issuerFiles }: Identity,
  [list]: readonly TrustList[],
  anchors: readonly Certificate[],
): Fix | null {
  const [root, file] = [issuers.at(-1), issuerFiles.at(-1)];
  if (
    !isComplete ||
    root === undefined ||
    !file ||
    list === undefined ||
    list.field === null ||
    anchors.some(({ der }) => equalOctets(der, root.der))
  )
    return null;
  return { code: "fix.add-to-list", params: { list: list.id, files: [file] } };
}
