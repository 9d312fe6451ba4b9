"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function renewCertificate(input: unknown) {
  return runAction("renew", input);
}
