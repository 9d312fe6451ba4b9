"use server";
import { runAction } from "@/lib/server/gate/action.ts";

export async function askOffline(input: unknown) {
  return runAction("offline-request", input);
}

/** The file that came back, as the browser sends it. */
export async function takeAnswer(form: unknown) {
  return runAction("offline-answer", async () => {
    const file = form instanceof FormData ? form.get("answer") : null;
    return { bytes: file instanceof File ? new Uint8Array(await file.arrayBuffer()) : null };
  });
}

export async function withdrawOffline(input: unknown) {
  return runAction("offline-withdraw", input);
}
