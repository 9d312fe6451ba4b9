"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function makeSelfSigned(input: unknown) {
  return runAction("selfsigned", input);
}
