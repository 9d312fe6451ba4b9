import "server-only";
import { cookies, headers } from "next/headers";
import type { Context } from "../commands/command.ts";
import { chooseLocale, localeCookie, type Locale } from "../i18n/locale.ts";
import { execute, type Answer, type AnswerError } from "./execute.ts";
import { readForm } from "./form-data.ts";
import { currentActor } from "./session.ts";
import { errorSentence } from "./words.ts";

/** A command as a page names it: the object gives the types, its name goes to the gate. */
interface Named<Output> {
  readonly name: string;
  run(context: Context, input: never): Promise<Output>;
}

export type ActionError = AnswerError & { readonly message: string };
export type ActionAnswer<Output = unknown> = { readonly ok: true; readonly value: Output } | { readonly ok: false; readonly error: ActionError };

/**
 * The gate as a server action: `export async function signRequest(input: unknown) { return runAction(sign, input); }`.
 * `input` is a plain object or a FormData (`subject.CN`, `subjectAltNames[]`; see form-data.ts).
 */
export async function runAction<Output>(command: Named<Output>, input: unknown): Promise<ActionAnswer<Output>> {
  return pass(command, input instanceof FormData ? await readForm(command.name, input) : input);
}

/** What a page shows: a reading command through the same gate, as the signed-in person. */
export async function read<Output>(command: Named<Output>, input: unknown): Promise<ActionAnswer<Output>> {
  return pass(command, input);
}

async function pass<Output>(command: Named<Output>, input: unknown): Promise<ActionAnswer<Output>> {
  const actor = await currentActor();
  const answer = (await execute({ actor, surface: "browser", command: command.name, input })) as Answer<Output>;
  return answer.ok ? answer : refusal(answer.error);
}

/** An error in the language of the person. */
export async function refusal(error: AnswerError): Promise<{ ok: false; error: ActionError }> {
  return { ok: false, error: { ...error, message: errorSentence(error, await currentLocale()) } };
}

export async function currentLocale(): Promise<Locale> {
  return chooseLocale((await cookies()).get(localeCookie)?.value, (await headers()).get("accept-language"));
}
