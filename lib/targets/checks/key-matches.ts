import { publicKeyId } from "../../pki/keys/public-key.ts";
import { requestFix, roleRule } from "./check.ts";

export const keyMatches = roleRule({
  code: "key.matches",
  citation: "pki match",
  confirmation: "vendor",
  find(view) {
    const { identity, role } = view;
    if (!role.needsKey || !identity?.leaf || identity.key !== "present") return [];
    const params = { key: identity.keyFile ?? "", certificate: identity.certificateFile ?? "" };
    return publicKeyId(identity.leaf.spki) === identity.keySpkiSha256
      ? [{ status: "pass", params }]
      : [{ status: "fail", params, fix: requestFix(view) }];
  },
});
