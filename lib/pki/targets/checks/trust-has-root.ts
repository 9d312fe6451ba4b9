import { isSelfIssued } from "../../certificate.ts";
import { formatName } from "../../name.ts";
import { trustRule } from "./check.ts";

/** OpenSSL builds to a self-signed certificate unless it is told otherwise: a list of intermediates alone trusts nothing. */
export const trustHasRoot = trustRule({
  code: "trust.has-root",
  citation: "openssl-verification-options(1), partial chains",
  confirmation: "vendor",
  find({ list }) {
    if (list.certificates.length === 0) return [];
    const root = list.certificates.find(isSelfIssued);
    if (root !== undefined) return [{ status: "pass", params: { root: formatName(root.subject) } }];
    const issuer = formatName(list.certificates.at(-1)!.issuer);
    return [{ status: "fail", params: { issuer }, fix: { code: "fix.add-to-list", params: { list: list.id, file: issuer } } }];
  },
});
