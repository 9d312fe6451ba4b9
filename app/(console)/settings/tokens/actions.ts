"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function makeToken(input: unknown) {
  return runAction("token-create", input);
}

export async function revokeToken(input: unknown) {
  return runAction("token-revoke", input);
}
