"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function createAuthority(input: unknown) {
  return runAction("authority-create", input);
}

export async function renewAuthority(input: unknown) {
  return runAction("authority-renew", input);
}

export async function crossSignAuthority(input: unknown) {
  return runAction("authority-cross-sign", input);
}

export async function changeRights(input: unknown) {
  return runAction("authority-rights", input);
}

export async function setTrust(input: unknown) {
  return runAction("trust", input);
}
