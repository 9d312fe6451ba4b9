import { z } from "zod";
import { isDnsName } from "../../../pki/path/names/dns-name.ts";
import { readIpText } from "../../../pki/x509/ip-text.ts";
import { type Field, type Fields, textPatterns } from "../../../targets/fields.ts";
import { rootField } from "../chain.ts";
import { storedName } from "../fields.ts";

/**
 * The strict schema of a target's inputs, from its fields. Defaults are filled in, so that a plan never meets a list
 * that is not there; hosts are folded to lower case, and nothing passes that could end a directive of a settings text.
 */
export function schemaOf(fields: Fields): z.ZodType<Readonly<Record<string, unknown>>> {
  const known = schemas.get(fields);
  if (known !== undefined) return known;
  const schema = z.strictObject(
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOfField(field)])),
  );
  schemas.set(fields, schema);
  return schema;
}
/** Of the targets, each made once: it costs more than what it reads. */
const schemas = new WeakMap<Fields, z.ZodType<Readonly<Record<string, unknown>>>>();

/** JSON Schema (2020-12) of what a caller gives: fields with a default may be left out. */
export function jsonSchemaOf(fields: Fields): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(schemaOf(fields), { io: "input", unrepresentable: "any" });
}

const host = z
  .string()
  .max(253)
  .overwrite((text) => text.trim().replace(/\.$/, "").toLowerCase())
  .refine((text) => isDnsName(text, "exact") || "octets" in readIpText(text), { params: { code: "host" } })
  .meta({ description: "DNS name or IP address.", format: "hostname" });

const names = (most: number) => z.array(storedName).max(most).default([]);

function schemaOfField(field: Field): z.ZodType {
  switch (field.kind) {
    case "identity":
      return storedName
        .optional()
        .meta({ description: "Stored name with a key and a certificate.", "x-kind": field.kind });
    case "crl":
      return storedName.optional().meta({ description: "Stored revocation list.", "x-kind": field.kind });
    case "root":
      return rootField.optional();
    case "identities":
    case "certificates":
      return names(field.most ?? 50).meta({ description: "Stored names, in order.", "x-kind": field.kind });
    case "host":
      return example(field.isRequired === true ? host : host.optional(), field.example);
    case "hosts":
      return z
        .array(host)
        .min(field.least ?? 0)
        .max(200)
        .default([]);
    case "text":
      return textSchema(field);
    case "number":
      return z.int().min(field.least).max(field.most).default(field.byDefault);
    case "choice":
      return z.enum(field.choices as [string, ...string[]]).default(field.byDefault);
    case "choices":
      return z
        .array(z.enum(field.choices as [string, ...string[]]))
        .max(field.choices.length)
        .default([...field.byDefault]);
    case "flag":
      return z.boolean().default(field.byDefault);
    case "rows": {
      const rows = z.array(schemaOf(field.fields)).min(field.least).max(field.most);
      return field.least === 0 ? rows.default([]) : rows;
    }
  }
}

function textSchema({ pattern, byDefault, example: sample }: Extract<Field, { kind: "text" }>): z.ZodType {
  const text = z.string().regex(textPatterns[pattern]);
  return byDefault === undefined ? example(text.optional(), sample) : text.default(byDefault);
}

const example = (schema: z.ZodType, sample: string | undefined): z.ZodType =>
  sample === undefined ? schema : schema.meta({ examples: [sample] });

/**
 * The input fields of `preflight`, `rehearse` and `pack`. The inputs are parsed by the target's own schema (plan.ts).
 */
export const targetFields = {
  target: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: "Name of a target; `targets` lists them.", examples: ["tls-server"] }),
  inputs: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: "What the target asks for; its JSON Schema is in the answer of `targets`." }),
};
