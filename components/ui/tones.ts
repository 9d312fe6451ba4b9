import type { ItemStatus } from "@/lib/commands/ports/items.ts";

export type Tone = "ok" | "warn" | "danger" | "info" | "idle";

const tones: Readonly<Record<ItemStatus, Tone>> = {
  valid: "ok",
  "ends-soon": "warn",
  revoked: "danger",
  expired: "danger",
  "not-yet-valid": "info",
  "no-chain": "warn",
  waiting: "info",
  "key-locked": "warn",
  "no-key": "idle",
  "key-only": "idle",
  bundle: "idle",
  other: "idle",
};

export function toneOf(status: ItemStatus, daysLeft: number | null): Tone {
  return status === "ends-soon" && daysLeft !== null && daysLeft <= 7 ? "danger" : tones[status];
}
