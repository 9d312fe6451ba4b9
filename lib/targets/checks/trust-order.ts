import { describeOrder } from "../../pki/bundle/review.ts";
import { type Outcome, trustRule } from "./check.ts";

/** Lists that are a chain are read from the leaf's issuer to the root. */
export const trustOrder = trustRule({
  code: "trust.order",
  citation: "Cisco 214618, certificate trust chains and bundles",
  confirmation: "vendor",
  find: ({ list, material }) =>
    list.from.flatMap((name): readonly Outcome<"trust.order">[] => {
      const stored = material.certificates.get(name);
      if (stored === undefined || stored.certificates.length < 2) return [];
      const { isInOrder, wanted } = describeOrder(stored.certificates, material.now);
      if (isInOrder || wanted.length < stored.certificates.length)
        return [{ status: "pass", params: { file: stored.fileName } }];
      return [{ status: "warn", params: { file: stored.fileName, wanted: wanted.join(", ") } }];
    }),
});
