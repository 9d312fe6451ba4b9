import { roleRule } from "./check.ts";

export const keyPresent = roleRule({
  code: "key.present",
  citation: "RFC 8446 §4.4.3",
  confirmation: "vendor",
  find({ identity, role }) {
    if (identity === null || !role.needsKey) return [];
    if (identity.key === "absent")
      return [
        {
          status: "fail",
          params: { name: identity.name },
          fix: { code: "fix.upload", params: { what: `${identity.name}.key` } },
        },
      ];
    return [{ status: "pass", params: { file: identity.keyFile ?? identity.name } }];
  },
});
