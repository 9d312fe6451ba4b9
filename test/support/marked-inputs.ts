import { z } from "zod";

/** A part of a JSON Schema, as far as zod writes them. */
interface Schema {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const markOf = (path: string): string => `⟦${path}⟧`;

/** The paths of the marks in a text, each once, in order of the alphabet. */
export function marksIn(text: string): string[] {
  return [...new Set([...text.matchAll(/⟦([^⟧]*)⟧/g)].map(([, path]) => path!))].sort();
}

const schemaOf = (input: z.ZodType): Schema =>
  z.toJSONSchema(input, { io: "output", unrepresentable: "any" }) as unknown as Schema;

/**
 * Inputs of the shape that a schema parses to, whose every free text is a mark of its own path (`subject.CN`,
 * `files.name`); items of lists have the path of the list. One input per alternative of the unions with every field
 * there, then each optional field of the object left out once.
 */
export function markedInputs(input: z.ZodType): Record<string, unknown>[] {
  const schema = schemaOf(input);
  const whole = [0, 1, 2].map((choice) => valueOf(schema, "", choice) as Record<string, unknown>);
  const optional = Object.keys(schema.properties ?? {}).filter((field) => !(schema.required ?? []).includes(field));
  const without = optional.map((field) => ({ ...whole[0], [field]: undefined }));
  return [...whole, ...without];
}

/** The fields of an object that hold a password or a passphrase, at any depth, by the format in their schema. */
export function passwordFields(input: z.ZodType): string[] {
  return Object.entries(schemaOf(input).properties ?? {})
    .filter(([, field]) => JSON.stringify(field).includes('"format":"password"'))
    .map(([name]) => name);
}

function valueOf(schema: Schema, path: string, choice: number): unknown {
  if ("const" in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[choice % schema.enum.length];
  const alternatives = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== "null");
  if (alternatives !== undefined) return valueOf(alternatives[choice % alternatives.length]!, path, choice);
  switch (schema.type) {
    case "string":
    case undefined:
      return markOf(path);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "array":
      return [valueOf(schema.items ?? {}, path, choice)];
    case "object":
      return schema.properties === undefined
        ? { [markOf(path)]: markOf(path) }
        : Object.fromEntries(
            Object.entries(schema.properties).map(([name, field]) => [
              name,
              valueOf(field, path === "" ? name : `${path}.${name}`, choice),
            ]),
          );
    default:
      throw new Error(`no value of the type ${schema.type} at ${path}`);
  }
}
