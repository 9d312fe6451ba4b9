import { z } from "zod";
import { keyUsageBits } from "../../../pki/x509/extension-values.ts";
import { subjectFields } from "../../../pki/x509/name-attribute.ts";
import type { TemplateRules } from "../../../pki/templates/template.ts";

const pattern = z.string().min(1).max(256);
const patterns = z.array(pattern).min(1).max(50).optional();
const count = z.int().min(0).max(1000).optional();
const dotted = z.string().min(3).max(128);

const attributeRule = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("request"), isRequired: z.boolean().optional(), patterns }),
  z.strictObject({ from: z.literal("template"), value: z.string().min(1).max(256) }),
  z.strictObject({ from: z.literal("nowhere") }),
]);
const nameRule = z.strictObject({ minimum: count, maximum: count, patterns }).optional();
const bits = z.int().min(1024).max(16_384);
const keyRule = z.discriminatedUnion("family", [
  z.strictObject({ family: z.literal("rsa"), minimumBits: bits, maximumBits: bits.optional() }),
  z.strictObject({ family: z.literal("rsa-pss"), minimumBits: bits, maximumBits: bits.optional() }),
  z.strictObject({ family: z.literal("ec"), curves: z.array(z.string().min(1).max(40)).max(20) }),
  z.strictObject({ family: z.enum(["ed25519", "ed448", "ml-dsa"]) }),
]);
const placeRule = z
  .discriminatedUnion("from", [
    z.strictObject({ from: z.literal("authority"), isRequired: z.boolean().optional() }),
    z.strictObject({ from: z.literal("template"), addresses: z.array(z.string().min(1).max(500)).max(10) }),
    z.strictObject({ from: z.literal("nowhere") }),
  ])
  .optional();
const fields = subjectFields.map(({ field }) => field);
const subtrees = z.array(z.string().min(1).max(256)).max(100);

/** The rules of a template as they are kept and exchanged; what only looks possible is found by `faultsOf`. */
export const templateRules = z
  .strictObject({
    subject: z.strictObject({
      attributes: z.partialRecord(z.enum(fields), attributeRule),
      others: z.enum(["request", "nowhere"]),
    }),
    names: z.strictObject({
      dns: nameRule,
      ip: nameRule,
      email: nameRule,
      uri: nameRule,
      upn: nameRule,
      rid: nameRule,
    }),
    keys: z.array(keyRule).max(20).optional(),
    keyUsage: z.array(z.enum(keyUsageBits)).max(9),
    purposes: z.array(dotted).max(30),
    arePurposesCritical: z.boolean().optional(),
    days: z.strictObject({ byDefault: z.int().min(1).max(36_500), maximum: z.int().min(1).max(36_500) }),
    authority: z
      .strictObject({
        pathLength: z.int().min(0).max(20).nullable(),
        longestPath: z.int().min(0).max(20).optional(),
        nameConstraints: z.strictObject({ permitted: subtrees, excluded: subtrees }).optional(),
      })
      .optional(),
    publication: z.strictObject({ lists: placeRule, ocsp: placeRule, issuer: placeRule }).optional(),
    policies: z
      .array(z.strictObject({ policy: dotted, cps: z.string().max(500).nullable() }))
      .max(20)
      .optional(),
    tlsFeatures: z.array(z.int().min(0).max(65_535)).max(10).optional(),
    sid: z.enum(["optional", "required"]).optional(),
    isOcspNoCheck: z.boolean().optional(),
    extensions: z
      .array(z.strictObject({ oid: dotted, isCritical: z.boolean(), value: z.string().max(4000) }))
      .max(20)
      .optional(),
  })
  .meta({ description: "Rules of a template, as `template` answers them." }) as unknown as z.ZodType<TemplateRules>;
