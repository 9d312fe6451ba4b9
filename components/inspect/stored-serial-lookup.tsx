"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { SerialLookup } from "./serial-lookup";

/** The same of a stored list: the address holds the question. */
export function StoredSerialLookup({
  file,
  value,
  texts,
}: {
  readonly file: string;
  readonly value: string;
  readonly texts: UiTexts["inspect"];
}) {
  const router = useRouter();
  const [isBusy, startTransition] = useTransition();
  return (
    <SerialLookup
      texts={texts}
      value={value}
      isBusy={isBusy}
      onAsk={(serial) =>
        startTransition(() => router.push(`/inspect?${new URLSearchParams({ file, serial }).toString()}`))
      }
    />
  );
}
