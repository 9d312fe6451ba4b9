"use server";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { currentLocale, runAction } from "@/lib/server/gate/action.ts";

/** What could not be done is told in the language of the person. */
export async function revokeCertificates(input: unknown) {
  const answer = await runAction("revoke", input);
  if (!answer.ok) return answer;
  const locale = await currentLocale();
  const { revoked, refused, reissued } = answer.value;
  const why = (problem: (typeof refused)[number]["problem"]) =>
    problem === null ? "" : sentenceOfError(problem, locale);
  return {
    ok: true as const,
    value: {
      revoked: revoked.length,
      refused: refused.map(({ name, problem }) => ({ name, why: why(problem) })),
      reissued: reissued.map(({ name, made, requestFile, problem }) => ({
        name,
        requestFile,
        generation: made?.generation ?? null,
        services: made?.services ?? [],
        why: why(problem),
      })),
    },
  };
}

/** How many of them are revoked by now, while a long revocation runs. */
export async function countRevoked(certificate: unknown) {
  const answer = await runAction("revoke-preview", { certificate });
  if (!answer.ok) return answer;
  const below = answer.value.rows.flatMap((row) => row.below);
  return { ok: true as const, value: below.filter(({ isRevoked }) => isRevoked).length };
}

export async function releaseCertificate(input: unknown) {
  return runAction("release", input);
}

export async function signList(input: unknown) {
  return runAction("crl", input);
}
