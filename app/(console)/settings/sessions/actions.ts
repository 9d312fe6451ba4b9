"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function endSession(input: unknown) {
  return runAction("session-end", input);
}
