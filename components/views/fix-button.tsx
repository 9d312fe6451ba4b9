"use client";
import { use } from "react";
import { AskAgain } from "../forms/verify-ask";
import type { VerifyChange } from "../forms/verify-question";
import { Button } from "../ui/button";

/** Asks again with the advice followed. */
export function FixButton({ change, label, isPrimary = false }: { readonly change: VerifyChange; readonly label: string; readonly isPrimary?: boolean }) {
  const ask = use(AskAgain);
  return (
    <Button size={isPrimary ? "md" : "sm"} variant={isPrimary ? "primary" : "plain"} onClick={() => ask(change)}>
      {label}
    </Button>
  );
}
