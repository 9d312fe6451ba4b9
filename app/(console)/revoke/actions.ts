"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function revokeCertificates(input: unknown) {
  return runAction("revoke", input);
}

export async function releaseCertificate(input: unknown) {
  return runAction("release", input);
}

export async function signList(input: unknown) {
  return runAction("crl", input);
}
