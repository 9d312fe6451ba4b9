/**
 * "full-chain": leaf, intermediates, root. "chain": the same without the root. "ca-bundle": without the leaf.
 * "anchors": every authority, in the order given, which is the order of preference (Tableau's CA file).
 */
export type BundleKind = "full-chain" | "chain" | "ca-bundle" | "anchors";

/** As a file: each kind as PEM, or the whole chain as PKCS#7. */
export const bundleForms = ["full-chain", "chain", "ca-bundle", "anchors", "pkcs7"] as const satisfies readonly (
  BundleKind | "pkcs7"
)[];

export type BundleForm = (typeof bundleForms)[number];

/** PKCS#7 is the whole chain in another file: it has an order of its own only because its readers keep it. */
export function kindOfForm(form: BundleForm): BundleKind {
  return form === "pkcs7" ? "full-chain" : form;
}
