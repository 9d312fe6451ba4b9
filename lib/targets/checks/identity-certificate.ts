import { demandOf, requestFix, roleRule } from "./check.ts";

/** A key or a request alone is no identity yet: its certificate has not come. */
export const identityCertificate = roleRule({
  code: "identity.certificate",
  citation: "",
  confirmation: "vendor",
  find(view) {
    const { identity } = view;
    if (identity === null) return [];
    const by = demandOf(view);
    if (identity.leaf !== null)
      return [{ status: "pass", params: { file: identity.certificateFile ?? identity.name }, by }];
    const waits = identity.requestFile;
    const fix =
      waits === null
        ? requestFix(view)
        : ({
            code: "fix.sign",
            params: { request: identity.name, profile: view.request?.profile ?? "server" },
          } as const);
    return [{ status: "fail", params: { name: identity.name }, fix, by }];
  },
});
