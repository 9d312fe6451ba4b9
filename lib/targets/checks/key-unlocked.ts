import { roleRule } from "./check.ts";

/** A service reads its key at start, when no person is there to type a passphrase. */
export const keyUnlocked = roleRule({
  code: "key.unlocked",
  citation: "pki unlock",
  confirmation: "unconfirmed",
  find({ identity, role }) {
    if (identity === null || !role.needsKey || identity.key === "absent") return [];
    const file = identity.keyFile ?? identity.name;
    return identity.key === "locked"
      ? [{ status: "fail", params: { file }, fix: { code: "fix.unlock", params: { file } } }]
      : [{ status: "pass", params: { file } }];
  },
});
