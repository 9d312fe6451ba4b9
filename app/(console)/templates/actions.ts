"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function saveTemplate(input: unknown) {
  return runAction("template-save", input);
}

export async function tryTemplate(input: unknown) {
  return runAction("template-try", input);
}
