import type { Fix } from "../preflight.ts";
import type { TrustList } from "../plan.ts";
import { trustRule } from "./check.ts";

export const trustChosen = trustRule({
  code: "trust.chosen",
  citation: "RFC 5280 §6.1.1 (d)",
  confirmation: "vendor",
  find: ({ list }) =>
    list.certificates.length > 0
      ? [{ status: "pass", params: { certificates: list.certificates.length } }]
      : [{ status: "fail", params: {}, fix: fixOf(list) }],
});

/** Where clients are chosen, who has to be trusted for them is no question. */
function fixOf({ id, field, proposed }: TrustList): Fix | null {
  if (field === null) return null;
  return proposed.length > 0
    ? { code: "fix.add-to-list", params: { list: id, files: proposed } }
    : { code: "fix.choose", params: { field } };
}
