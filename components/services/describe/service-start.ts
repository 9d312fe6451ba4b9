import type { Field, Fields } from "@/lib/targets/fields.ts";
import type { FieldValue } from "./service-field";

export type RowValue = Readonly<Record<string, FieldValue>>;

export type Values = Readonly<Record<string, FieldValue | readonly RowValue[]>>;

/** Shows stored inputs as texts of the form: numbers and lists of hosts as text, the rest as it is. */
function textsOf(fields: Fields, inputs: Readonly<Record<string, unknown>>): Partial<Values> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      inputs[name] === undefined ? [] : [[name, textOf(field, inputs[name])]],
    ),
  );
}

function textOf(field: Field, value: unknown): Values[string] {
  if (field.kind === "rows")
    return (value as readonly Readonly<Record<string, unknown>>[]).map((row) => textsOf(field.fields, row) as RowValue);
  if (field.kind === "hosts") return (value as readonly string[]).join("\n");
  return field.kind === "number" ? String(value) : (value as string | boolean | readonly string[]);
}

/** The value of a control for a field that has none yet. */
function emptyValue(field: Field): FieldValue | readonly RowValue[] {
  switch (field.kind) {
    case "identities":
    case "certificates":
      return [];
    case "choices":
      return field.byDefault;
    case "flag":
      return field.byDefault;
    case "number":
      return String(field.byDefault);
    case "choice":
      return field.byDefault;
    case "text":
      return field.byDefault ?? "";
    case "rows":
      return Array.from({ length: field.least }, () => emptyRow(field.fields));
    default:
      return "";
  }
}

export const emptyRow = (fields: Fields): RowValue =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, emptyValue(field) as FieldValue]));

/** A form without anything in it, and with what is stored where there is something. */
export function startValues(fields: Fields, inputs: Readonly<Record<string, unknown>>): Values {
  const stored = textsOf(fields, inputs);
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, stored[name] ?? emptyValue(field)]));
}
