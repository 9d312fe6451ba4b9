"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function unlockKey(input: unknown) {
  return runAction("unlock", input);
}
