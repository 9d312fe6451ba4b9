import type { Certificate } from "../../pki/x509/certificate.ts";
import { extensionOf, valueOf } from "../../pki/x509/certificate.ts";
import { readExtendedKeyUsage } from "../../pki/x509/extension-values.ts";
import { nameOfOid, Oid } from "../../pki/asn1/oid.ts";
import type { Use } from "../plan.ts";
import { demandOf, requestFix, roleRule } from "./check.ts";

const oidOf: Readonly<Record<Use, string>> = { server: Oid.serverAuth, client: Oid.clientAuth };

/** The purposes that an extended key usage leaves; null: it has none and allows everything (RFC 5280 §4.2.1.12). */
export function extendedUsesOf(certificate: Certificate): readonly string[] | null {
  if (extensionOf(certificate, Oid.extendedKeyUsage) === undefined) return null;
  return valueOf(certificate, Oid.extendedKeyUsage, readExtendedKeyUsage) ?? [];
}

function allowsUse(certificate: Certificate, use: Use): boolean {
  const uses = extendedUsesOf(certificate);
  return uses === null || uses.includes(oidOf[use]) || uses.includes(Oid.anyExtendedKeyUsage);
}

export const useAllowed = roleRule({
  code: "use.allowed",
  citation: "RFC 5280 §4.2.1.12",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf || role.uses.length === 0) return [];
    const { leaf } = identity;
    const missing = role.uses.filter((use) => !allowsUse(leaf, use));
    const found = (extendedUsesOf(leaf) ?? []).map((oid) => nameOfOid(oid) ?? oid).join(", ");
    if (missing.length === 0) return [{ status: "pass", params: { uses: role.uses.join("+") } }];
    const profile =
      role.uses.length === 2 || view.request?.profile === "server-client" ? "server-client" : role.uses[0]!;
    const fix =
      identity.requestFile === null
        ? requestFix(view)
        : ({ code: "fix.sign", params: { request: identity.name, profile } } as const);
    return [
      {
        status: "fail",
        params: { missing: missing.join("+"), found },
        fix,
        by: { ...demandOf(view), citation: `RFC 5280 §4.2.1.12; ${role.citation}` },
      },
    ];
  },
});
