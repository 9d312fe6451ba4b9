"use server";
import type { ReactNode } from "react";
import type { ServiceQuestion } from "@/components/rehearsal/rehearsal-panel";
import type { ActionState } from "@/components/form/action-state";
import { RehearsalResult } from "@/components/rehearsal/transcript";
import { runAction } from "@/lib/server/gate/action.ts";
import { requireFields } from "@/lib/server/gate/form-data.ts";
import { readChoices } from "../../person";

/** The transcripts, drawn on the server: the browser gets one language and no tables of sentences. */
export async function rehearseService(sent: ServiceQuestion): Promise<ActionState<ReactNode>> {
  const readQuestion = async () => {
    const { service, target, inputs, passphrase } = requireFields(sent);
    return { ...(service === undefined ? { target, inputs } : { service }), passphrase };
  };
  const [answer, { texts, locale }] = await Promise.all([runAction("rehearse", readQuestion), readChoices()]);
  return answer.ok
    ? { ok: true, value: <RehearsalResult value={answer.value} text={texts.rehearsal} locale={locale} /> }
    : answer;
}
