import { isSelfIssued } from "../../pki/x509/certificate.ts";
import { formatName } from "../../pki/x509/name.ts";
import type { Material } from "../material.ts";
import type { TrustList } from "../plan.ts";
import type { Fix } from "../preflight.ts";
import { rootFix, trustRule } from "./check.ts";

/**
 * OpenSSL builds to a self-signed certificate unless it is told otherwise: a list of intermediates alone trusts
 * nothing.
 */
export const trustHasRoot = trustRule({
  code: "trust.has-root",
  citation: "openssl-verification-options(1), partial chains",
  confirmation: "vendor",
  find({ list, material }) {
    if (list.certificates.length === 0) return [];
    const root = list.certificates.find(isSelfIssued);
    if (root !== undefined) return [{ status: "pass", params: { root: formatName(root.subject) } }];
    const issuer = formatName(list.certificates.at(-1)!.issuer);
    return [{ status: "fail", params: { issuer }, fix: fixOf(list, material, issuer) }];
  },
});

/**
 * Adds the issuers that the inventory has above one of the list's files, up to a root; else a root that Node.js carries,
 * else the file has to be uploaded.
 */
function fixOf(list: TrustList, material: Material, issuer: string): Fix {
  const elsewhere = rootFix(issuer, material, list.field === null ? "" : list.id);
  if (list.field === null) return elsewhere;
  const { certificates } = material;
  for (const name of list.from) {
    const above = certificates.get(name)?.above ?? [];
    const files = above.flatMap(({ fileName }) => fileName ?? []);
    if (above.length > 0 && files.length === above.length && isSelfIssued(above.at(-1)!.certificate))
      return { code: "fix.add-to-list", params: { list: list.id, files } };
  }
  return elsewhere;
}
