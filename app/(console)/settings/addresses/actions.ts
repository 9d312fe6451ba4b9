"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function saveAddress(input: unknown) {
  return runAction("addresses-save", input);
}

export async function checkAddress(input: unknown) {
  return runAction("addresses-check", input);
}

export async function saveLists(input: unknown) {
  return runAction("crl-save", input);
}
