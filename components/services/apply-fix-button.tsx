"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ActionState } from "../form/action-state";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";

export type ApplyFix = (input: {
  service: string;
  check: string;
  about: string | null;
}) => Promise<ActionState<unknown>>;

interface ApplyFixButtonProps {
  readonly of: Parameters<ApplyFix>[0];
  readonly applyFix: ApplyFix;
  readonly label: string;
  readonly done: string;
  readonly unreachable: string;
}

/** One click that does what a check asks for; the page then says what is left. */
export function ApplyFixButton({ of, applyFix, label, done, unreachable }: ApplyFixButtonProps) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  async function act(): Promise<void> {
    setBusy(true);
    const reply = await applyFix(of).catch(() => null);
    setBusy(false);
    notify(reply?.ok === true ? { text: done } : { text: reply?.error.message ?? unreachable, tone: "danger" });
    // The button goes with what it mended: whoever came by keyboard is not thrown back to the start of the page.
    document.getElementById("checks")?.focus();
    router.refresh();
  }
  return (
    <Button size="sm" isBusy={isBusy} onClick={() => void act()}>
      {label}
    </Button>
  );
}
