"use client";
import { use } from "react";
import { AskAgain } from "./verify-ask";
import type { VerifyChange } from "./verify-question";
import { Button } from "../ui/button";

/** Asks again with the advice followed. */
export function FixButton({
  change,
  label,
  isPrimary = false,
}: {
  readonly change: VerifyChange;
  readonly label: string;
  readonly isPrimary?: boolean;
}) {
  const { askAgain } = use(AskAgain);
  return (
    <Button size={isPrimary ? "md" : "sm"} variant={isPrimary ? "primary" : "plain"} onClick={() => askAgain(change)}>
      {label}
    </Button>
  );
}

/** Leads to the place where a person gives what only they have. */
export function GiveButton({ field, label }: { readonly field: "bundle" | "anchors"; readonly label: string }) {
  const { giveFile } = use(AskAgain);
  return (
    <Button size="sm" onClick={() => giveFile(field)}>
      {label}
    </Button>
  );
}
