import "server-only";
import { z } from "zod";
import { findCommand } from "../../commands/index.ts";
import { Failure } from "../error-codes.ts";

/** The part of JSON Schema that decides how a form's text becomes a value. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

type Plain = { [field: string]: unknown };

/**
 * What was sent as a form: any client can send anything to an action.
 * @throws Failure `input.malformed`
 */
export function requireForm(sent: unknown): FormData {
  if (sent instanceof FormData) return sent;
  throw new Failure("input.malformed", { issues: [{ field: "", code: "wrong-type", params: { expected: "object" } }] });
}

/**
 * What was sent as an object of fields.
 * @throws Failure `input.malformed`
 */
export function requireFields(sent: unknown): Readonly<Record<string, unknown>> {
  if (typeof sent === "object" && sent !== null && !Array.isArray(sent)) return sent as Record<string, unknown>;
  throw new Failure("input.malformed", { issues: [{ field: "", code: "wrong-type", params: { expected: "object" } }] });
}

/** What was sent as text; of anything else the kind, which no command takes. */
export function sentText(sent: unknown): string {
  return typeof sent === "string" ? sent : Object.prototype.toString.call(sent);
}

/**
 * A form as the input of a command. `subject.CN` is a field of a field, `subjectAltNames[]` one item of a list; what
 * the schema wants as a number or a boolean is read as one, an empty field counts as absent, a file becomes its bytes.
 * What does not fit stays text: the schema says so then.
 */
export async function readForm(commandName: string, form: FormData): Promise<Plain> {
  const command = findCommand(commandName);
  const shape =
    command === undefined ? {} : (z.toJSONSchema(command.input, { io: "input", unrepresentable: "any" }) as Shape);
  const input: Plain = {};
  for (const [name, entry] of form) {
    // React adds fields of its own to a form with an action.
    if (name.startsWith("$ACTION") || entry === "") continue;
    const value = typeof entry === "string" ? entry : new Uint8Array(await entry.arrayBuffer());
    place(input, name, value, shape);
  }
  return input;
}

function place(input: Plain, name: string, value: string | Uint8Array, shape: Shape): void {
  const isItem = name.endsWith("[]");
  const path = (isItem ? name.slice(0, -2) : name).split(".");
  const last = path.pop() as string;
  let target = input;
  let at: Shape | undefined = shape;
  for (const part of path) {
    if (isUnsafe(part)) return;
    at = at?.properties?.[part];
    const next = (target[part] ??= {});
    if (typeof next !== "object" || next === null) return;
    target = next as Plain;
  }
  if (isUnsafe(last)) return;
  const leaf = at?.properties?.[last];
  if (!isItem) target[last] = converted(value, leaf);
  else
    target[last] = [...(Array.isArray(target[last]) ? (target[last] as unknown[]) : []), converted(value, leaf?.items)];
}

function isUnsafe(field: string): boolean {
  return field === "__proto__" || field === "constructor" || field === "prototype";
}

function converted(text: string | Uint8Array, shape: Shape | undefined): unknown {
  if (typeof text !== "string") return text;
  const types = [shape, ...(shape?.anyOf ?? [])].map((one) => one?.type);
  if ((types.includes("integer") || types.includes("number")) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.includes("boolean") && (text === "true" || text === "on")) return true;
  if (types.includes("boolean") && text === "false") return false;
  return text;
}
