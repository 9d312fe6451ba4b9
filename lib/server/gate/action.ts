import "server-only";
import { cookies, headers } from "next/headers";
import type { CommandName, OutputOf } from "../../commands/index.ts";
import { chooseLocale } from "../../i18n/choose-locale.ts";
import { localeCookie, type Locale } from "../../i18n/locale.ts";
import { factsWithSentences, sentenceOfError } from "../../i18n/sentences/sentences.ts";
import { execute, refuse, type Answer, type AnswerError } from "./execute.ts";
import { readForm } from "./form-data.ts";
import { currentActor, currentAddress } from "./session.ts";

export type ActionError = AnswerError & { readonly message: string };
export type ActionAnswer<Output = unknown> =
  { readonly ok: true; readonly value: Output } | { readonly ok: false; readonly error: ActionError };

/**
 * The gate as a server action: `export async function signRequest(input: unknown) { return runAction("sign", input);
 * }`.
 * `input` is a plain object, a FormData (`subject.CN`, `subjectAltNames[]`; see form-data.ts), or a function that reads
 * it: a Failure of that is a refusal of the gate like any other, and audited. What an action got is a client's word, so
 * it looks at it within that function and not before.
 */
export async function runAction<Name extends CommandName>(
  command: Name,
  input: unknown,
): Promise<ActionAnswer<OutputOf<Name>>> {
  return pass(command, input instanceof FormData ? () => readForm(command, input) : input);
}

/** Reads for a page: a reading command through the same gate, as the signed-in person. */
export async function read<Name extends CommandName>(
  command: Name,
  input: unknown,
): Promise<ActionAnswer<OutputOf<Name>>> {
  return pass(command, input);
}

async function pass<Name extends CommandName>(command: Name, input: unknown): Promise<ActionAnswer<OutputOf<Name>>> {
  const actor = await currentActor();
  const address = await currentAddress();
  const request = { actor, surface: "browser", command, input: undefined, address } as const;
  let read = input;
  if (typeof input === "function" && actor === null) read = undefined;
  else if (typeof input === "function")
    try {
      read = await (input as () => Promise<unknown>)();
    } catch (error) {
      return refusal((await refuse(request, error)).error);
    }
  const answer = (await execute({ ...request, input: read })) as Answer<OutputOf<Name>>;
  return answer.ok ? answer : refusal(answer.error);
}

/** An error in the language of the person. */
export async function refusal(error: AnswerError): Promise<{ ok: false; error: ActionError }> {
  const locale = await currentLocale();
  const params = factsWithSentences(error, locale);
  return { ok: false, error: { ...error, params, message: sentenceOfError(error, locale) } as ActionError };
}

export async function currentLocale(): Promise<Locale> {
  return chooseLocale((await cookies()).get(localeCookie)?.value, (await headers()).get("accept-language"));
}
