import { formatName } from "../../pki/x509/name.ts";
import { roleRule } from "./check.ts";
import { isPubliclyIssued } from "./public-authority.ts";

/** From then on, what a public authority issues may not be used by clients (Chrome Root Program Policy 1.8). */
const lastDayOfPublicClients = "2027-03-15";

export const authorityPrivate = roleRule({
  code: "authority.private-for-clients",
  citation: "Chrome Root Program Policy v1.8",
  confirmation: "vendor",
  find({ identity, role }) {
    if (!identity?.leaf || !role.uses.includes("client")) return [];
    const issuer = formatName(identity.leaf.issuer);
    return isPubliclyIssued(identity.leaf)
      ? [{ status: "warn", params: { issuer, lastDay: lastDayOfPublicClients } }]
      : [{ status: "pass", params: { issuer } }];
  },
});
