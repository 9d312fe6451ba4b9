"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { Glyph } from "../ui/glyph";
import type { SendReview } from "./import-start";
import type { SendFiles } from "../pickers/upload-state";
import { useDroppedFiles } from "../pickers/use-dropped-files";
import { dropTargetClass } from "../form/controls";

const UploadDialog = dynamic(() => import("./upload-dialog").then((module) => module.UploadDialog), { ssr: false });

interface UploadButtonProps {
  readonly send: SendFiles;
  readonly review: SendReview;
  readonly label: string;
  readonly isPrimary?: boolean;
  readonly size?: "sm";
  /** One of the buttons of a page listens for files dropped anywhere. */
  readonly listensForDrops?: boolean;
  readonly texts: UiTexts["upload"];
  readonly common: { readonly unreachable: string; readonly close: string };
  readonly locale: Locale;
}

/** Opens the dialog; a file dropped anywhere on the page opens it too, with the file in it. */
export function UploadButton({
  send,
  review,
  label,
  isPrimary = false,
  size,
  listensForDrops = false,
  texts,
  common,
  locale,
}: UploadButtonProps) {
  const [files, setFiles] = useState<readonly File[] | null>(null);
  const isOver = useDroppedFiles(setFiles, { isOn: listensForDrops && files === null });
  return (
    <>
      <Button
        variant={isPrimary ? "primary" : "plain"}
        {...(size === undefined ? {} : { size })}
        icon={<Glyph name="upload" />}
        aria-haspopup="dialog"
        onClick={() => setFiles([])}
      >
        {label}
      </Button>
      {isOver ? <div className={dropTargetClass}>{texts.dropAnywhere}</div> : null}
      {files === null ? null : (
        <UploadDialog
          send={send}
          review={review}
          first={files}
          texts={texts}
          common={common}
          locale={locale}
          onClose={() => setFiles(null)}
        />
      )}
    </>
  );
}
