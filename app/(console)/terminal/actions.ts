"use server";
import { currentLocale, read } from "@/lib/server/gate/action.ts";
import { sentText } from "@/lib/server/gate/form-data.ts";
import { currentActor, currentAddress } from "@/lib/server/gate/session.ts";
import { answerTypedLine } from "@/lib/server/gate/terminal.ts";

/** One typed line through the gate; what is asked for in a masked prompt comes apart from it. */
export async function typeLine(line: string, secret: string | null) {
  const [actor, locale] = await Promise.all([currentActor(), currentLocale()]);
  const { text, asks } = await answerTypedLine({
    address: await currentAddress(),
    actor,
    line: sentText(line).slice(0, 10_000),
    locale,
    ...(typeof secret === "string" ? { secret } : {}),
  });
  return { text, asks };
}

export async function completeFiles(prefix: string): Promise<readonly string[]> {
  const answer = await read("complete", { prefix: sentText(prefix), limit: 100 });
  return answer.ok ? answer.value.fileNames : [];
}
