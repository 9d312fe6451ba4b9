"use client";
import { Check, Copy } from "lucide-react";
import type { ComponentProps } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { useCopy } from "../ui/use-copy";

interface CopyPemProps extends Pick<ComponentProps<typeof Button>, "variant" | "size"> {
  readonly text: string;
  /** Of the button; `Copy PEM` unless said otherwise. */
  readonly word?: string;
  /** What is copied, where several such buttons stand on a page. */
  readonly label?: string;
  readonly texts: UiTexts["pem"];
}

/** A button of words that copies a text, and says where the browser does not let it. */
export function CopyPem({ text, word, label, texts, variant, size }: CopyPemProps) {
  const { state, copy } = useCopy();
  const isDone = state === "copied";
  return (
    <>
      <Button
        variant={variant}
        size={size}
        icon={isDone ? <Check aria-hidden /> : <Copy aria-hidden />}
        aria-label={label}
        onClick={() => copy(text)}
      >
        {word ?? texts.copy}
      </Button>
      <span className={state === "refused" ? "text-sm text-danger" : "sr-only"} role="status">
        {isDone ? texts.copied : state === "refused" ? texts.notCopied : ""}
      </span>
    </>
  );
}
