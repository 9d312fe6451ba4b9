"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Reply } from "../form/action-state";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";

export type MendService = (input: { service: string; check: string; about: string | null }) => Promise<Reply<unknown>>;

interface MendButtonProps {
  readonly of: Parameters<MendService>[0];
  readonly mend: MendService;
  readonly label: string;
  readonly done: string;
  readonly unreachable: string;
}

/** One click that does what a check asks for; the page then says what is left. */
export function MendButton({ of, mend, label, done, unreachable }: MendButtonProps) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  async function act(): Promise<void> {
    setBusy(true);
    const reply = await mend(of).catch(() => null);
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
