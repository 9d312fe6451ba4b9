import type { OutputOf } from "@/lib/commands/index.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** Which of the checks of a path a finding belongs to. */
export type Check = keyof UiTexts["verify"]["checks"];

type Finding = OutputOf<"verify">["findings"][number];

const groups: Readonly<Record<Exclude<Check, "web" | "revocation" | "extensions">, readonly string[]>> = {
  building: [
    "no-anchors",
    "no-issuer",
    "issuer-key-differs",
    "untrusted-root",
    "anchor-key-differs",
    "target-is-anchor",
    "loop",
    "budget-exhausted",
    "depth-exceeded",
  ],
  signatures: [
    "signature-invalid",
    "signature-unsupported",
    "algorithm-mismatch",
    "digest-weak",
    "key-weak",
    "key-unsupported",
  ],
  dates: ["expired", "not-yet-valid"],
  authorities: ["version-not-ca", "no-basic-constraints", "not-ca", "length-exceeded", "key-usage-not-sign"],
  constraints: ["name-not-permitted", "name-excluded", "name-constraint-unsupported", "name-malformed"],
  purpose: ["purpose-not-allowed", "purpose-not-allowed-by-issuer", "key-usage-not-purpose"],
  name: ["peer-name-mismatch", "peer-name-malformed"],
  policies: ["no-valid-policy", "policy-not-accepted", "policy-maps-any"],
};

const checkOfCode: ReadonlyMap<string, Check> = new Map(
  Object.entries(groups).flatMap(([check, codes]) => codes.map((code) => [`path.${code}`, check as Check] as const)),
);

/** The check of a finding; one that is in no other group is the form of a certificate. */
export function checkOf({ code }: Pick<Finding, "code">): Check {
  if (code.startsWith("path.web.")) return "web";
  if (/^path\.(?:crl-|ocsp-|revoked$|revocation-unknown$)/.test(code)) return "revocation";
  return checkOfCode.get(code) ?? "extensions";
}
