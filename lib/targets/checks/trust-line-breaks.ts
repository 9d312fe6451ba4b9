import { trustRule } from "./check.ts";

/** Exactly one line break after each certificate and at the end of the file. */
function hasExactLineBreaks(text: string): boolean {
  const plain = text.replaceAll("\r\n", "\n");
  return /^(?:-----BEGIN [^-\n]+-----\n(?:[A-Za-z0-9+/=]+\n)+-----END [^-\n]+-----\n)+$/.test(plain);
}

export const trustLineBreaks = trustRule({
  code: "trust.line-breaks",
  citation: "Cisco 214618, certificate trust chains and bundles",
  confirmation: "vendor",
  find: ({ list, material }) =>
    list.from.flatMap((name) => {
      const stored = material.certificates.get(name);
      if (!stored?.text) return [];
      return [{ status: hasExactLineBreaks(stored.text) ? "pass" : "warn", params: { file: stored.fileName } }];
    }),
});
