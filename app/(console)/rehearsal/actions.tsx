"use server";
import type { ReactNode } from "react";
import type { ServiceQuestion } from "@/components/rehearsal/rehearsal-panel";
import type { ActionState } from "@/components/form/action-state";
import { RehearsalResult } from "@/components/rehearsal/transcript";
import { runAction } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";

/** The transcripts, drawn on the server: the browser gets one language and no tables of sentences. */
export async function rehearseService({ service, target, inputs }: ServiceQuestion): Promise<ActionState<ReactNode>> {
  const asked = service === undefined ? { target, inputs } : { service };
  const [answer, { texts, locale }] = await Promise.all([runAction("rehearse", asked), readChoices()]);
  return answer.ok
    ? { ok: true, value: <RehearsalResult value={answer.value} text={texts.rehearsal} locale={locale} /> }
    : answer;
}
