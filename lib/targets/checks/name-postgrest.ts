import { commonNamesOf } from "../../pki/x509/name.ts";
import { demandOf, requestFix, roleRule } from "./check.ts";

/** A sample that went round says `CN:postgrest`; PostgreSQL compares with the name of its user, `postgres`. */
export const namePostgrest = roleRule({
  code: "name.postgrest",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf || role.commonName !== "postgres") return [];
    const found = commonNamesOf(identity.leaf.subject).find((name) => name !== "postgres" && isSlip(name));
    return found === undefined
      ? []
      : [{ status: "fail", params: { found }, fix: requestFix(view), by: demandOf(view) }];
  },
});

const isSlip = (name: string): boolean =>
  ["postgrest", "postgre", "postgress", "postgresql"].includes(name.trim().toLowerCase()) ||
  name.trim().toLowerCase() === "postgres";
