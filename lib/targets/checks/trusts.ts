import { checkCertificate } from "../../pki/checks/index.ts";
import { type CheckResult } from "../preflight.ts";
import type { Material } from "../material.ts";
import type { KeyMinimum, TrustList } from "../plan.ts";
import { resultsOf, type Rule, type TrustView } from "./check.ts";
import { sizeOutcome } from "./key-large-enough.ts";
import { digestOutcome } from "./signature-digest.ts";
import { trustAuthorities } from "./trust-authorities.ts";
import { trustChosen } from "./trust-chosen.ts";
import { trustForm } from "./trust-form.ts";
import { trustHasRoot } from "./trust-has-root.ts";
import { trustLineBreaks } from "./trust-line-breaks.ts";
import { trustOrder } from "./trust-order.ts";
import { trustStored } from "./trust-stored.ts";

export const trustRules: readonly Rule<TrustView>[] = [
  trustStored,
  trustChosen,
  trustHasRoot,
  trustForm,
  trustLineBreaks,
  trustOrder,
];

/** For services that speak to clients through it: leaf certificates in the list are a mistake. */
export const clientTrustRules: readonly Rule<TrustView>[] = [...trustRules, trustAuthorities];

/** Ended and weak members of a list are told one by one; `minimum` is the service's own, where it has one. */
export function checkTrusts(
  lists: readonly TrustList[],
  material: Material,
  options: { readonly rules?: readonly Rule<TrustView>[]; readonly minimum?: KeyMinimum } = {},
): CheckResult[] {
  return lists.flatMap((list) => [
    ...resultsOf(options.rules ?? trustRules, { list, material }, list.id),
    ...endedOf(list, material),
    ...(options.minimum === undefined ? [] : sizesOf(list, options.minimum)),
  ]);
}

function endedOf(list: TrustList, { now }: Material): CheckResult[] {
  return list.certificates.flatMap((certificate) =>
    checkCertificate(certificate, now)
      .filter(({ code }) => code === "validity.expired" || code === "validity.ends-soon" || code === "validity.not-yet")
      .map(
        ({ code, params, citation }) =>
          ({
            code,
            params,
            citation,
            status: code === "validity.ends-soon" ? "warn" : "fail",
            about: list.id,
            confirmation: "vendor",
            fix: null,
          }) as const,
      ),
  );
}

function sizesOf(list: TrustList, minimum: KeyMinimum): CheckResult[] {
  return list.certificates.flatMap((certificate) => {
    const [size, digest] = [sizeOutcome(certificate, minimum), digestOutcome(certificate, minimum)];
    return [
      { code: "key.large-enough", ...size, ...size.by!, about: list.id, fix: null } as const,
      { code: "signature.digest-accepted", ...digest, ...digest.by!, about: list.id, fix: null } as const,
    ];
  });
}
