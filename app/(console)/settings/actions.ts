"use server";
import { runAction } from "@/lib/server/action.ts";
import { keepSignedIn } from "@/lib/server/sign-in.ts";

export async function changePassword(input: { current: string; password: string }) {
  return keepSignedIn(await runAction("password-change", input), input.password);
}
