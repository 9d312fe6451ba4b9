import { commonNamesOf } from "../../pki/x509/name.ts";
import { demandOf, requestFix, roleRule } from "./check.ts";

export const nameCommonName = roleRule({
  code: "name.common-name",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!identity?.leaf || role.commonName === null) return [];
    const names = commonNamesOf(identity.leaf.subject);
    const by = demandOf(view);
    if (names.length === 1 && names[0] === role.commonName)
      return [{ status: "pass", params: { name: role.commonName }, by }];
    return [
      { status: "fail", params: { wanted: role.commonName, found: names.join(", ") }, fix: requestFix(view), by },
    ];
  },
});
