import { z } from "zod";
import { isOid } from "../../../pki/asn1/der-write.ts";
import { Oid } from "../../../pki/asn1/oid.ts";
import { limitedTemplate, type AuthorityLimits } from "../../../pki/templates/limits.ts";
import { faultsOf } from "../../../pki/templates/rule-faults.ts";
import type { Template } from "../../../pki/templates/template.ts";
import { Failure } from "../../error-codes.ts";
import * as field from "../fields.ts";

/** What the certificate of an authority limits, in the words of a form. */

const subtrees = z
  .array(z.string().trim().min(1).max(256))
  .max(100)
  .default([])
  .meta({ examples: [["DNS:example.com", "IP:10.0.0.0/8", "email:example.com"]] });

export const limitFields = {
  pathLength: field.pathLength.meta({
    description: "How many authorities may stand below it, one under another. Absent: as the template has it.",
  }),
  nameConstraints: z.strictObject({ permitted: subtrees, excluded: subtrees }).optional().meta({
    description:
      "Names that it may certify, and names that it may not: `DNS:`, `IP:` with a network, `email:`, `URI:`.",
  }),
  purposes: z
    .array(z.string().trim().min(1).max(128))
    .max(30)
    .optional()
    .meta({
      description: "Extended key usages, by name or dotted: it may certify for these alone.",
      examples: [["serverAuth", "clientAuth"]],
    }),
  policies: z
    .array(
      z.union([
        z.string().trim().min(3).max(700),
        z.strictObject({
          policy: z.string().trim().max(128),
          cps: z.string().trim().max(500).nullable().default(null),
        }),
      ]),
    )
    .max(20)
    .optional()
    .meta({
      description: "Certificate policies, dotted; the address of the statement behind a blank or as `cps`.",
      examples: [["1.3.6.1.4.1.99999.2.4 https://pki.example.com/cps"]],
    }),
};

export interface WantedLimits {
  readonly nameConstraints?:
    { readonly permitted: readonly string[]; readonly excluded: readonly string[] } | undefined;
  readonly purposes?: readonly string[] | undefined;
  readonly policies?: readonly (string | { readonly policy: string; readonly cps: string | null })[] | undefined;
}

const namedPurposes: ReadonlyMap<string, string> = new Map(
  [
    ["serverAuth", Oid.serverAuth],
    ["clientAuth", Oid.clientAuth],
    ["codeSigning", Oid.codeSigning],
    ["emailProtection", Oid.emailProtection],
    ["timeStamping", Oid.timeStamping],
    ["OCSPSigning", Oid.ocspSigning],
    ["smartcardLogon", Oid.smartcardLogon],
    ["anyExtendedKeyUsage", Oid.anyExtendedKeyUsage],
  ].map(([name, oid]) => [name!.toLowerCase(), oid!]),
);

/**
 * The template with these limits. @throws Failure `template.impossible` where a limit cannot be written,
 *   `authority.limits-beyond-template` where one would loosen what the template limits
 */
export function templateWith(template: Template, wanted: WantedLimits): Template {
  const limited = limitedTemplate(template, readLimits(wanted));
  if (limited === null) throw new Failure("authority.limits-beyond-template", { template: template.name });
  const faults = faultsOf(limited.rules);
  if (faults.length > 0) throw new Failure("template.impossible", { template: template.name, faults });
  return limited;
}

function readLimits({ nameConstraints, purposes, policies }: WantedLimits): AuthorityLimits {
  const isConstrained =
    nameConstraints !== undefined && nameConstraints.permitted.length + nameConstraints.excluded.length > 0;
  return {
    nameConstraints: isConstrained ? nameConstraints : undefined,
    purposes: purposes?.map((purpose) =>
      isOid(purpose) ? purpose : (namedPurposes.get(purpose.toLowerCase()) ?? purpose),
    ),
    policies: policies?.map((each) => {
      if (typeof each !== "string") return { policy: each.policy, cps: each.cps === "" ? null : each.cps };
      const [policy = "", cps] = each.trim().split(/\s+/, 2);
      return { policy, cps: cps ?? null };
    }),
  };
}
