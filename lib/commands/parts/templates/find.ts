import { builtIn, type BuiltInTemplate } from "../../../pki/templates/built-in.ts";
import type { Template } from "../../../pki/templates/template.ts";
import { Failure } from "../../error-codes.ts";
import type { Templates } from "../../ports/templates.ts";

/** True for the name of a template that is always there. */
export function isBuiltIn(name: string): name is BuiltInTemplate {
  return Object.hasOwn(builtIn, name);
}

/**
 * The template of a name, built-in or kept, in the version that is asked for or the one in use.
 * @throws Failure `template.unknown`
 */
export async function requireTemplate(store: Templates, name: string, version?: number): Promise<Template> {
  if (isBuiltIn(name) && (version === undefined || version === 1)) return builtIn[name];
  const kept = isBuiltIn(name) ? null : await store.template(name, version);
  if (kept === null) throw new Failure("template.unknown", { template: name, version: version ?? 0 });
  return kept;
}
