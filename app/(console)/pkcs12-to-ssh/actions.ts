"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function makeSshKey(input: unknown) {
  return runAction("pkcs12-to-ssh", input);
}
