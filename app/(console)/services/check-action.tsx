"use server";
import { CheckedInputs } from "@/components/services/describe/checked-inputs";
import { runAction } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";

/**
 * The checks of what is typed, before it is saved, and the certificates that it asks for. The checks are drawn here, in
 * one language: their sentences are no part of the form.
 */
export async function checkService(input: unknown) {
  const [answer, { texts, locale }] = await Promise.all([runAction("preflight", input), readChoices()]);
  if (!answer.ok) return answer;
  const { checks, certificates } = answer.value;
  const shown = <CheckedInputs checks={checks} texts={texts.services} locale={locale} />;
  return { ok: true as const, value: { certificates, shown } };
}
