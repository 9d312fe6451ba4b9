"use server";
import { Comparison } from "@/components/compare/comparison";
import type { PairAnswer } from "@/components/match/pair-form";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";

/** Compares what was pasted or chosen, drawn on the server. Nothing is stored. */
export async function compareThese(given: Readonly<Record<string, string>>): Promise<Awaited<ReturnType<PairAnswer>>> {
  const [answer, { texts, locale }] = await Promise.all([read("compare", given), readChoices()]);
  if (!answer.ok) return { ok: false, message: answer.error.message };
  return { ok: true, view: <Comparison value={answer.value} texts={texts.compare} pem={texts.pem} locale={locale} /> };
}
