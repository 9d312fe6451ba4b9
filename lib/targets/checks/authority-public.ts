import { formatName } from "../../pki/x509/name.ts";
import { demandOf, roleRule } from "./check.ts";
import { isPubliclyIssued } from "./public-authority.ts";

/** Guests' browsers know public roots alone. */
export const authorityPublic = roleRule({
  code: "authority.public-for-browsers",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf || role.audience !== "public") return [];
    const issuer = formatName(identity.leaf.issuer);
    return [{ status: isPubliclyIssued(identity.leaf) ? "pass" : "warn", params: { issuer }, by: demandOf(view) }];
  },
});
