import { checkCertificate } from "../../pki/checks/index.ts";
import { equalOctets } from "../../pki/asn1/octets.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import type { CheckResult, Fix } from "../preflight.ts";
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

function endedOf(list: TrustList, material: Material): CheckResult[] {
  const { now } = material;
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
            fix: memberFix(list, certificate, material),
          }) as const,
      ),
  );
}

/** A member of a chosen list gives way to another; one that follows from an identity is renewed where it is stored. */
function memberFix(
  { field }: TrustList,
  { der }: Certificate,
  { identities }: Pick<Material, "identities">,
): Fix | null {
  if (field !== null) return { code: "fix.choose", params: { field } };
  for (const { name, leaf, issuers, issuerFiles } of identities.values()) {
    const place = issuers.findIndex((each) => equalOctets(each.der, der));
    const stored =
      leaf !== null && equalOctets(leaf.der, der) ? name : place === -1 ? null : (issuerFiles[place] ?? null);
    if (stored !== null) return { code: "fix.renew", params: { name: stored, names: "" } };
  }
  return null;
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
