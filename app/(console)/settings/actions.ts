"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function changePassword(input: { current: string; password: string }) {
  return runAction("password-change", input);
}
