import type { BundleForm } from "@/lib/pki/bundle/kind.ts";

/** The kinds in the order of the form. */
export const bundleKinds = [
  "full-chain",
  "chain",
  "ca-bundle",
  "anchors",
  "pkcs7",
] as const satisfies readonly BundleForm[];
