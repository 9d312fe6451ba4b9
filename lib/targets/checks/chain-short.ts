import { roleRule } from "./check.ts";

const longest = 4;

/** Every certificate of the chain goes over the line at each connection. */
export const chainShort = roleRule({
  code: "chain.short",
  citation: "CMS certificate guidelines: keep chains short",
  confirmation: "unconfirmed",
  find({ identity }) {
    if (!identity?.leaf || !identity.isComplete) return [];
    const certificates = identity.issuers.length + 1;
    return [{ status: certificates > longest ? "warn" : "pass", params: { certificates } }];
  },
});
