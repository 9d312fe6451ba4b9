"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function changePassphrase(input: unknown) {
  return runAction("key-passphrase", input);
}

/** Keeps a key open for the session; without a passphrase the answer asks for it. */
export async function openKey(input: unknown) {
  return runAction("key-open", input);
}

/** Without a passphrase: the page asks for it. */
export async function keepKeyOpen(key: string) {
  return runAction("key-open", { key });
}

export async function lockKey(key: string) {
  return runAction("key-lock", { key });
}
