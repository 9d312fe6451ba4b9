"use server";
import { sentenceOfError, sentenceOfFinding } from "@/lib/i18n/sentences/sentences.ts";
import { sentenceOfWish } from "@/lib/i18n/sentences/wishes.ts";
import { currentLocale, read, runAction } from "@/lib/server/gate/action.ts";

/** Signs; what the certificate does not carry as the request asks comes back as sentences. */
export async function signRequest(input: unknown) {
  const [answer, locale] = await Promise.all([runAction("sign", input), currentLocale()]);
  if (!answer.ok) return answer;
  const wishes = answer.value.wishes.map((wish) => sentenceOfWish(wish, locale));
  return { ok: true as const, value: { ...answer.value, wishes } };
}

/** Reads what a stored request asks for, with sentences in the place of findings and wishes. */
export async function askRequest(request: string) {
  const [answer, locale] = await Promise.all([read("request", { request }), currentLocale()]);
  if (!answer.ok) return answer;
  const { findings, wishes, namesProblem, subjectProblem } = answer.value;
  return {
    ok: true as const,
    value: {
      ...answer.value,
      findings: findings.map((finding) => sentenceOfFinding(finding, locale)),
      subjectProblem: subjectProblem === null ? null : sentenceOfError(subjectProblem, locale),
      namesProblem: namesProblem === null ? null : sentenceOfError(namesProblem, locale),
      wishes: Object.fromEntries(
        Object.entries(wishes).map(([profile, list]) => [profile, list.map((wish) => sentenceOfWish(wish, locale))]),
      ),
    },
  };
}
