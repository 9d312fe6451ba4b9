"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function saveService(input: unknown) {
  return runAction("service-save", input);
}
/** The checks of what is typed, before it is saved. */
export async function checkService(input: unknown) {
  return runAction("preflight", input);
}
export async function removeService(input: unknown) {
  return runAction("service-remove", input);
}
/** Applies the fix that a check offers. */
export async function applyServiceFix(input: unknown) {
  return runAction("service-apply-fix", input);
}
export async function markStep(input: unknown) {
  return runAction("service-mark-step", input);
}
