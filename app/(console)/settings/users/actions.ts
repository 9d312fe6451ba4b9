"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function addUser(input: unknown) {
  return runAction("user-create", input);
}

export async function changeUser(input: unknown) {
  return runAction("user-change", input);
}
