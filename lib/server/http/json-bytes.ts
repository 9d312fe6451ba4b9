import "server-only";
import { z } from "zod";
import type { AnyCommand } from "../../commands/index.ts";
import { base64Length, bytesFields } from "../../commands/bytes-field.ts";
import type { AnswerError } from "../gate/execute.ts";
import { Failure } from "../error-codes.ts";

/**
 * Bytes in JSON. A command takes them as they are, in a field `bytes`; JSON writes them as base64, in a field `base64`.
 * This is the only place that knows of both: it reads the inputs, names the fields of refusals, and describes them to
 * OpenAPI.
 */
const [inside, outside] = ["bytes", "base64"] as const;

type Schema = z.core.$ZodType;
type Json = Readonly<Record<string, unknown>>;

/**
 * Returns JSON as the input of a command: each field `base64` that stands for bytes becomes those bytes, under `bytes`.
 * One that is not base64 stays a text, which the schema refuses.
 * @throws Failure `input.malformed` of a field `bytes`, which JSON does not have
 */
export function decodeBytes(schema: Schema, json: unknown): unknown {
  return decode(schema as z.core.$ZodTypes, json, "");
}

function decode(schema: z.core.$ZodTypes, json: unknown, at: string): unknown {
  const { def } = schema._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
      return decode(def.innerType as z.core.$ZodTypes, json, at);
    case "pipe":
      return decode(def.in as z.core.$ZodTypes, json, at);
    case "union":
      return def.options.reduce((value: unknown, option) => decode(option as z.core.$ZodTypes, value, at), json);
    case "array":
      return Array.isArray(json)
        ? json.map((item, index) => decode(def.element as z.core.$ZodTypes, item, `${at}${index}.`))
        : json;
    case "object":
      return isPlainObject(json) ? decodeFields(def.shape, json, at) : json;
    default:
      return json;
  }
}

function decodeFields(shape: z.core.$ZodShape, json: Json, at: string): Json {
  const holdsBytes = shape[inside] !== undefined && isBytesField(shape[inside]);
  if (holdsBytes && inside in json) {
    const issue = { field: at.slice(0, -1), code: "unknown-field" as const, params: { name: inside } };
    throw new Failure("input.malformed", { issues: [issue] });
  }
  return Object.fromEntries(
    Object.entries(json).map(([name, value]): [string, unknown] => {
      if (holdsBytes && name === outside) return [inside, bytesOf(value)];
      const field = shape[name];
      return [name, field === undefined ? value : decode(field as z.core.$ZodTypes, value, `${at}${name}.`)];
    }),
  );
}

function bytesOf(value: unknown): unknown {
  return z.base64().safeParse(value).success ? new Uint8Array(Buffer.from(value as string, "base64")) : value;
}

function isPlainObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a `bytesField`, also an optional one. */
function isBytesField(schema: Schema): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return bytesFields.get(schema) !== undefined || (def.type === "optional" && isBytesField(def.innerType));
}

/** Returns a refusal that names the fields as JSON does. */
export function withJsonNames(error: AnswerError): AnswerError {
  if (error.code !== "input.malformed") return error;
  const issues = error.params.issues.map(({ field, code, params }) => ({
    field: field.replace(/(^|\.)bytes$/, `$1${outside}`),
    code,
    params:
      code === "one-of-fields" ? { ...params, fields: String(params["fields"]).replace(/\bbytes\b/, outside) } : params,
  }));
  return { code: error.code, params: { issues } };
}

/** Returns the JSON Schema (draft 2020-12) of the input of a command over HTTP. */
export function jsonSchemaOf({ input }: Pick<AnyCommand, "input">): Json {
  const schema = z.toJSONSchema(input, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      if (def.type === "custom") Object.assign(jsonSchema, base64Schema(zodSchema));
      if (def.type !== "object" || def.shape[inside] === undefined || !isBytesField(def.shape[inside])) return;
      jsonSchema.properties = Object.fromEntries(
        Object.entries(jsonSchema.properties ?? {}).map(([name, field]) => [name === inside ? outside : name, field]),
      );
    },
  });
  // Through JSON and back: zod hangs marks of its own on the schema.
  const { $schema: _dialect, ...plain } = JSON.parse(JSON.stringify(schema)) as Json;
  return plain;
}

function base64Schema(schema: Schema): Json {
  const field = bytesFields.get(schema);
  if (field === undefined) throw new Error("a field of a command has no form in JSON");
  const { $schema: _dialect, ...text } = z.toJSONSchema(z.base64().max(base64Length(field.limit)));
  return text;
}
