"use server";
import { runAction } from "@/lib/server/gate/action.ts";

/** What the form is filled in with, of a certificate or request that was pasted. */
export async function readRequestLike(text: string) {
  return runAction("request-like", { text });
}

export async function makeRequest(input: unknown) {
  return runAction("csr", input);
}
