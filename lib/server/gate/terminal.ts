import "server-only";
import { commands } from "../../commands/index.ts";
import type { Actor } from "../../commands/permission.ts";
import type { Locale } from "../../i18n/locale.ts";
import { sentenceOfError } from "../../i18n/sentences/sentences.ts";
import { Failure } from "../error-codes.ts";
import { answerLine, type LineAnswer } from "../../shell/answer.ts";
import { execute, refuse } from "./execute.ts";
import type { Gate } from "./gate.ts";

export interface TypedLine {
  readonly actor: Actor | null;
  readonly line: string;
  readonly locale: Locale;
  /** The secret that was typed at the masked prompt of the page; HTTP has none. */
  readonly secret?: string;
  readonly address?: string | null;
}

/**
 * Answers a typed line through the gate: in the browser and over HTTP the same. Without an actor the line is not even
 * parsed.
 */
export async function answerTypedLine(
  { actor, line, locale, secret, address = null }: TypedLine,
  gate?: Gate,
): Promise<LineAnswer> {
  const request = { actor, surface: "terminal", command: "terminal", input: undefined, address } as const;
  if (actor === null) {
    const { error } = await refuse(request, new Failure("actor.unknown", {}), gate);
    return { text: `FAILURE: ${sentenceOfError(error, locale)}`, error, asks: null };
  }
  let asked = false;
  const answer = await answerLine(line, {
    grammars: commands,
    locale,
    ...(secret === undefined ? {} : { secret }),
    ask: (command, input) => {
      asked = true;
      return execute({ ...request, command, input }, gate);
    },
  });
  // A line that is no command is refused like any other malformed input; a question for a secret is not a refusal.
  if (answer.error !== null && answer.asks === null && !asked) {
    await refuse(request, new Failure(answer.error.code, answer.error.params as never), gate);
  }
  return answer;
}
