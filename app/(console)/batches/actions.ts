"use server";
import { shownEnds } from "@/components/chain/shown-ends";
import { sentenceOfError } from "@/lib/i18n/sentences/sentences.ts";
import { currentLocale, read, runAction } from "@/lib/server/gate/action.ts";

export async function makeBatch(input: unknown) {
  return runAction("client-batch", input);
}

/** The preview: what is wrong with each row, as sentences. */
export async function checkBatch(input: unknown) {
  const [answer, locale] = await Promise.all([read("client-batch-preview", input), currentLocale()]);
  if (!answer.ok) return answer;
  const { invalid, held, issuer, ...value } = answer.value;
  const said = (rows: typeof invalid) =>
    rows.map(({ position, problem }) => ({ position, message: sentenceOfError(problem, locale) }));
  const usable =
    issuer === null
      ? null
      : {
          notAfter: issuer.notAfter,
          isCut: issuer.isCut,
          ends: issuer.chain === null ? null : shownEnds(issuer.chain, locale),
          isQuestion: issuer.problem?.code === "sign.chain-doubtful",
          problem: issuer.problem === null ? null : sentenceOfError(issuer.problem, locale),
        };
  return { ok: true as const, value: { ...value, invalid: said(invalid), held: said(held), issuer: usable } };
}

/** Reads the progress of a running batch. */
export async function readProgress(batch: string) {
  return read("batch-status", { batch, limit: 0 });
}

export async function cancelBatch(batch: string) {
  return runAction("batch-cancel", { batch });
}

export async function resumeBatch(batch: string) {
  return runAction("batch-resume", { batch });
}

export async function renewBatch(input: { batch: string; days: number }) {
  return runAction("batch-renew", input);
}

export async function takeSheet(batch: string) {
  return runAction("batch-passphrases", { batch, confirm: true });
}

export async function repackBatch(batch: string) {
  return runAction("batch-repack", { batch, confirm: true });
}

export async function makeLinks(input: { batch: string; days: number }) {
  return runAction("batch-links", input);
}

export async function revokeLinks(batch: string) {
  return runAction("batch-links-revoke", { batch, confirm: true });
}
