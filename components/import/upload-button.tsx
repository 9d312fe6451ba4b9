"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { Glyph } from "../ui/glyph";
import type { SendReview } from "./import-start";
import type { SendFiles } from "../pickers/upload-state";

const UploadDialog = dynamic(() => import("./upload-dialog").then((module) => module.UploadDialog), { ssr: false });

interface UploadButtonProps {
  readonly send: SendFiles;
  readonly review: SendReview;
  readonly label: string;
  readonly isPrimary?: boolean;
  readonly size?: "sm";
  readonly texts: UiTexts["upload"];
  readonly common: { readonly unreachable: string; readonly close: string };
  readonly locale: Locale;
}

/** Opens the dialog for files. */
export function UploadButton({
  send,
  review,
  label,
  isPrimary = false,
  size,
  texts,
  common,
  locale,
}: UploadButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={isPrimary ? "primary" : "plain"}
        {...(size === undefined ? {} : { size })}
        icon={<Glyph name="upload" />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {isOpen ? (
        <UploadDialog
          send={send}
          review={review}
          first={[]}
          texts={texts}
          common={common}
          locale={locale}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
