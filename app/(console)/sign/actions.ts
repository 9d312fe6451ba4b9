"use server";
import { sentenceOfFinding } from "@/lib/i18n/sentences/sentences.ts";
import { currentLocale, read, runAction } from "@/lib/server/gate/action.ts";

export async function signRequest(input: unknown) {
  return runAction("sign", input);
}

/** Reads what a stored request asks for, its findings as sentences. */
export async function askRequest(request: string) {
  const [answer, locale] = await Promise.all([read("request", { request }), currentLocale()]);
  return answer.ok
    ? {
        ok: true as const,
        value: {
          ...answer.value,
          findings: answer.value.findings.map((finding) => sentenceOfFinding(finding, locale)),
        },
      }
    : answer;
}
