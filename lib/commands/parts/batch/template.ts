import { z } from "zod";
import { Failure } from "../../error-codes.ts";
import type { Subject } from "../../../pki/x509/subject.ts";
import type { BatchTemplate } from "../../ports/batch.ts";
import { placeholders } from "../../../pki/x509/subject-template.ts";
import * as field from "../fields.ts";
import type { Templates } from "../../ports/templates.ts";
import { isAuthorityTemplate, type Template } from "../../../pki/templates/template.ts";
import { templateName } from "../templates/fields.ts";
import { requireTemplate } from "../templates/find.ts";

/** The template of every certificate of a batch. */

const names = z.enum(["email", "upn"]);

/**
 * As it is sent: a subject pattern (`CN={name}, OU={department}, O=Example`), or fields of which each has a default.
 */
export const templateInput = z
  .union([
    z.string().max(2000),
    z.strictObject({
      name: templateName.optional().meta({ description: "What they are held against; client by default." }),
      subject: z
        .union([z.string().max(2000), field.subject])
        .optional()
        .meta({ description: "Values with {name}, {email}, {upn}, {department}." }),
      subjectAltNames: z.array(names).max(2).optional().meta({
        description: "Which of them the certificate carries where the table has them; both when it is not given.",
      }),
      key: field.keyAlgorithm.optional(),
      days: field.days.optional(),
    }),
  ])
  .optional()
  .meta({ examples: [{ subject: { CN: "{name}", O: "Example Inc" }, days: 365 }] });

export const profileInput = z
  .enum(["modern", "compatible", "none"])
  .default("modern")
  .meta({ description: "Of the .p12; none: no .p12 is made." });
export const iterationsInput = z
  .int()
  .min(2048)
  .max(2_000_000)
  .optional()
  .meta({ description: "Rounds of the .p12; absent: those of the profile." });

interface TemplateChoice {
  readonly template?: z.infer<typeof templateInput>;
  readonly profile: BatchTemplate["profile"];
  readonly iterations?: number | undefined;
}

/** The name of the template that the certificates are held against. */
export function templateNameOf({ template }: Pick<TemplateChoice, "template">): string | undefined {
  return typeof template === "string" ? undefined : template?.name;
}

/**
 * The template with its defaults, and with the rules that the certificates are held against.
 * @throws Failure `template.malformed`, `template.placeholder-unknown`, `template.unknown`, `template.of-authorities`
 */
export async function readBatchTemplate(store: Templates, choice: TemplateChoice): Promise<BatchTemplate> {
  const name = templateNameOf(choice);
  if (name === undefined) return readTemplate(choice);
  const { version, rules } = await requireTemplate(store, name);
  if (isAuthorityTemplate({ rules })) throw new Failure("template.of-authorities", { template: name });
  return readTemplate(choice, { name, version, rules });
}

/** @throws Failure `template.malformed`, `template.placeholder-unknown` */
export function readTemplate({ template, profile, iterations }: TemplateChoice, heldAgainst?: Template): BatchTemplate {
  const given = typeof template === "string" ? { subject: template } : (template ?? {});
  const subject = typeof given.subject === "string" ? readPattern(given.subject) : filled(given.subject ?? {});
  const whole = Object.keys(subject).length === 0 ? { CN: "{name}" } : subject;
  for (const value of Object.values(whole).flat()) requirePlaceholders(value);
  return {
    subject: whole,
    subjectAltNames: given.subjectAltNames ?? ["email", "upn"],
    key: given.key ?? "p-256",
    days: given.days ?? heldAgainst?.rules.days.byDefault ?? 365,
    profile,
    iterations: iterations ?? null,
    ...(heldAgainst === undefined ? {} : { heldAgainst }),
  };
}

function filled(subject: z.infer<typeof field.subject>): Subject {
  return Object.fromEntries(Object.entries(subject).filter(([, value]) => value !== undefined && value.length > 0));
}

const attributes: readonly string[] = ["CN", "OU", "O", "L", "ST", "C", "emailAddress"];

/** `CN={name}, OU={department}` or `/CN={name}/OU={department}`; a separator in a value is written `\,`. */
function readPattern(text: string): Subject {
  const subject: Record<string, string | string[]> = {};
  const parts = text
    .split(text.trim().startsWith("/") ? /(?<!\\)\// : /(?<!\\),/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  for (const part of parts) {
    const cut = part.search(/[=:]/);
    const attribute = attributes.find(
      (each) => each.toLowerCase() === part.slice(0, Math.max(cut, 0)).trim().toLowerCase(),
    );
    if (attribute === undefined)
      throw new Failure("template.malformed", { part: part.slice(0, 60), attributes: attributes.join(", ") });
    const value = part
      .slice(cut + 1)
      .trim()
      .replace(/\\([,/])/g, "$1");
    const before = subject[attribute];
    subject[attribute] = before === undefined ? value : [...[before].flat(), value];
  }
  return subject;
}

function requirePlaceholders(value: string): void {
  for (const [whole, name] of value.matchAll(/\{([^{}]*)\}/g)) {
    if (!(placeholders as readonly string[]).includes(name ?? ""))
      throw new Failure("template.placeholder-unknown", {
        placeholder: whole.slice(0, 40),
        known: placeholders.map((each) => `{${each}}`).join(", "),
      });
  }
}
