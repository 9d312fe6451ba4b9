"use client";
import { Undo2 } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { fill } from "@/lib/i18n/ui/text.ts";
import { LinkButton } from "../ui/button";

/** The way back to the service that a form was opened from (`service` in the address); nothing where it was none. */
export function BackToService({ words }: { readonly words: string }) {
  const service = useSearchParams().get("service") ?? "";
  if (service === "") return null;
  return (
    <LinkButton href={`/services/${encodeURIComponent(service)}`} icon={<Undo2 aria-hidden />}>
      {fill(words, { service })}
    </LinkButton>
  );
}
