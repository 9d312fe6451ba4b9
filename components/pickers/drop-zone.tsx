"use client";
import { clsx } from "clsx";
import { Upload } from "lucide-react";
import type { ReactNode } from "react";
import { ChooseFiles } from "./choose-files";
import { useDroppedFiles } from "./use-dropped-files";
import { dropBoxClass } from "../form/controls";

interface DropZoneProps {
  readonly text: string;
  readonly chooseLabel: string;
  readonly icon?: ReactNode;
  readonly isTall?: boolean;
  readonly isMany?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The place for files: dropped anywhere on the page, or chosen with its button. */
export function DropZone({ text, chooseLabel, icon, isTall = false, isMany = false, onFiles }: DropZoneProps) {
  const isOver = useDroppedFiles(onFiles) !== null;
  return (
    <div className={clsx(dropBoxClass, isTall && "min-h-32")} data-over={isOver || undefined}>
      {icon ?? <Upload aria-hidden />}
      <span>{text}</span>
      <ChooseFiles label={chooseLabel} isMany={isMany} onFiles={onFiles} />
    </div>
  );
}
