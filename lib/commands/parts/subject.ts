import type { z } from "zod";
import { Failure } from "../../pki/error.ts";
import type { Subject } from "../../pki/name.ts";
import type { subject } from "./fields.ts";

/**
 * The subject without what was left empty in a form.
 * @throws Failure `subject.value-empty` when there is no common name: the appliance wants one.
 */
export function requireSubject(given: z.infer<typeof subject>): Subject & { CN: string } {
  const commonName = given.CN?.trim() ?? "";
  if (commonName === "") throw new Failure("subject.value-empty", { attribute: "CN" });
  const country = given.C?.trim().toUpperCase();
  const filled = Object.entries({ ...given, C: country }).filter(([, value]) => value !== undefined && value.length > 0);
  return { ...(Object.fromEntries(filled) as Subject), CN: commonName };
}
