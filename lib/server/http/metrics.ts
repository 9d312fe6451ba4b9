import "server-only";
import type { OutputOf } from "../../commands/index.ts";
import { execute } from "../gate/execute.ts";
import { currentActor } from "../gate/session.ts";
import { answerCommand, commonHeaders, type Respond, respondJson } from "./answer.ts";
import { readAddress, readLocale } from "./caller.ts";
import { prometheusType, writePrometheus } from "./prometheus.ts";

/**
 * The command `metrics` in the words of Prometheus, for the bearer of a token and for a signed-in person who looks at
 * it; a refusal is JSON as everywhere.
 */
export async function answerMetrics(request: Request): Promise<Response> {
  const actor = request.headers.has("authorization") ? null : await currentActor();
  if (actor === null) return answerCommand(request, "metrics", () => Promise.resolve({}), respondText);
  const address = readAddress(request);
  return respondText(
    await execute({ actor, surface: "browser", command: "metrics", input: {}, address }),
    readLocale(request),
  );
}

const respondText: Respond = (answer, locale) =>
  answer.ok
    ? new Response(writePrometheus((answer.value as OutputOf<"metrics">).families), {
        headers: { ...commonHeaders(), "content-type": prometheusType },
      })
    : respondJson(answer, locale);
