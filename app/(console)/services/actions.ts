"use server";
import { runAction, type ActionAnswer } from "@/lib/server/action.ts";
import type { OutputOf } from "@/lib/commands/index.ts";

/** The checks of a service that is only being described. */
export async function checkService(input: unknown): Promise<ActionAnswer<OutputOf<"preflight">>> {
  return runAction("preflight", input);
}
