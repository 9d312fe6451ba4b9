import { trustRule } from "./check.ts";

export const trustChosen = trustRule({
  code: "trust.chosen",
  citation: "RFC 5280 §6.1.1 (d)",
  confirmation: "vendor",
  find: ({ list }) =>
    list.certificates.length > 0
      ? [{ status: "pass", params: { certificates: list.certificates.length } }]
      : [{ status: "fail", params: {}, fix: { code: "fix.choose", params: { field: list.id } } }],
});
