"use server";
import { MatchResult } from "@/components/match/match-result";
import type { PairAnswer } from "@/components/match/pair-form";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";

/** Matches what was pasted or chosen, drawn on the server. Nothing is stored. */
export async function matchThese(given: Readonly<Record<string, string>>): Promise<Awaited<ReturnType<PairAnswer>>> {
  const [answer, { texts, locale }] = await Promise.all([read("match", given), readChoices()]);
  if (!answer.ok) return { ok: false, message: answer.error.message };
  return {
    ok: true,
    view: (
      <MatchResult
        value={answer.value}
        pem={null}
        texts={texts.match}
        common={{ item: texts.item, made: texts.made, pem: texts.pem, copied: texts.common.copied }}
        locale={locale}
      />
    ),
  };
}
