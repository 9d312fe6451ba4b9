import { trustRule } from "./check.ts";

/** DER holds one object, PKCS#7 is read by none of these services: the pack writes PEM. */
export const trustForm = trustRule({
  code: "trust.form",
  citation: "RFC 7468 §5",
  confirmation: "vendor",
  find: ({ list, material }) =>
    list.from.flatMap((name) => {
      const stored = material.certificates.get(name);
      if (stored === undefined) return [];
      const { fileName, form } = stored;
      return [
        form === "pkcs7"
          ? { status: "warn", params: { file: fileName, form: "PKCS#7" } }
          : { status: "pass", params: { file: fileName } },
      ];
    }),
});
