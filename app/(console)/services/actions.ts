"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function saveService(input: unknown) {
  return runAction("service-save", input);
}
export async function removeService(input: unknown) {
  return runAction("service-remove", input);
}
/** Applies the fix that a check offers. */
export async function applyServiceFix(input: unknown) {
  return runAction("service-apply-fix", input);
}
/** Chooses stored certificates and requests that the plan would do with. */
export async function adoptStored(input: unknown) {
  return runAction("service-adopt", input);
}
/** What a machine printed, compared with the plan; the text is kept nowhere. */
export async function readScreen(input: unknown) {
  return runAction("service-read-screen", input);
}
export async function markStep(input: unknown) {
  return runAction("service-mark-step", input);
}
