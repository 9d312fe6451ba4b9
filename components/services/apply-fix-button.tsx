"use client";
import { useRouter } from "next/navigation";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
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
  const { isBusy, run } = useAction(unreachable);
  async function act(): Promise<void> {
    const reply = await run(() => applyFix(of));
    if (reply === null) return;
    notify(reply.ok ? { text: done } : { text: reply.error.message, tone: "danger" });
    // The button goes with the finding that it fixed: keyboard focus must not fall back to the start of the page.
    (document.getElementById("missing") ?? document.getElementById("checks"))?.focus();
    router.refresh();
  }
  return (
    <Button size="sm" isBusy={isBusy} onClick={() => void act()}>
      {label}
    </Button>
  );
}
