import type { Crl } from "../../pki/x509/crl.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import { formatName } from "../../pki/x509/name.ts";
import type { PathFinding, PathFindingFacts } from "../../pki/path/finding.ts";
import { verifyPath } from "../../pki/path/verify.ts";
import { type CheckResult, result } from "../preflight.ts";
import type { Identity } from "../material.ts";
import { renewFix, type RoleView } from "./check.ts";

/** What lists say of an identity and of the authorities above it, by the rules of RFC 5280 §6.3. */
export interface RevocationAnswer {
  /** The certificate that is revoked, the leaf or one above it. */
  readonly revoked: (PathFindingFacts["path.revoked"] & { readonly subject: string }) | null;
  /** Lists that speak about it and cannot be used, with the reason. */
  readonly problems: readonly PathFinding[];
  /** Certificates below the root, and those among them whose status the lists tell. */
  readonly certificates: number;
  readonly known: number;
}

/**
 * Asks lists about an identity by the way up that its own issuers make. What is not covered is not known, and no
 * objection.
 */
export function askLists(
  { leaf, issuers }: Pick<Identity, "issuers"> & { readonly leaf: Certificate },
  crls: readonly Crl[],
  at: Date,
): RevocationAnswer {
  const { paths } = verifyPath({
    target: leaf,
    untrusted: issuers,
    anchors: [issuers.at(-1) ?? leaf],
    at,
    purpose: "any",
    crls,
    revocation: "when-available",
    securityBits: 0,
    explore: "first",
  });
  const findings = paths[0]?.findings ?? [];
  const revocation = findings.find(({ code }) => code === "path.revoked");
  const unknown = findings.filter(({ code }) => code === "path.revocation-unknown").length;
  return {
    revoked:
      revocation === undefined
        ? null
        : {
            ...(revocation.params as PathFindingFacts["path.revoked"]),
            subject: revocation.certificate?.subject ?? formatName(leaf.subject),
          },
    problems: findings.filter(({ code }) => code.startsWith("path.crl-")),
    certificates: issuers.length,
    known: issuers.length - unknown,
  };
}

/** The stored lists about an identity of a service, whether the service itself looks at any or not. */
export function revocationOf(view: RoleView): CheckResult[] {
  const { identity, material, role } = view;
  if (!identity?.leaf || material.revocationLists.length === 0) return [];
  const { leaf, issuers } = identity;
  const { revoked, problems, certificates, known } = askLists(
    { leaf, issuers },
    material.revocationLists,
    material.now,
  );
  const where = { about: role.id, confirmation: "vendor" } as const;
  if (revoked !== null) {
    const isLeaf = revoked.subject === formatName(leaf.subject);
    const fix = isLeaf ? renewFix(view) : null;
    return [result("revocation.stored-lists", "fail", revoked, { ...where, citation: "RFC 5280 §6.1.3 (a)(3)", fix })];
  }
  const warnings = problems.map(({ code, params, citation }): CheckResult => ({
    ...where,
    code,
    params,
    citation,
    status: "warn",
    fix: null,
  }));
  if (known <= 0) return warnings;
  const passed = result(
    "revocation.stored-lists",
    "pass",
    { known, certificates },
    { ...where, citation: "RFC 5280 §6.3" },
  );
  return [passed, ...warnings];
}
