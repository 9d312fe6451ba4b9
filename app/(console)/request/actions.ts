"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function makeRequest(input: unknown) {
  return runAction("csr", input);
}
