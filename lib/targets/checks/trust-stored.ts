import { trustRule } from "./check.ts";

export const trustStored = trustRule({
  code: "trust.stored",
  citation: "pki list",
  confirmation: "vendor",
  find: ({ list, material }) =>
    list.from
      .filter((name) => !material.certificates.has(name))
      .map((name) => ({ status: "fail", params: { name }, fix: { code: "fix.upload", params: { what: name } } })),
});
