"use client";
import { useRef, type ReactNode } from "react";
import { Button } from "../ui/button";

interface ChooseFilesProps {
  readonly label: string;
  /** Read by screen readers where the label alone does not say for which field. */
  readonly ariaLabel?: string;
  readonly icon?: ReactNode;
  readonly variant?: "plain" | "ghost";
  readonly size?: "sm" | "md";
  readonly isMany?: boolean;
  readonly accept?: string;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A button, reached by keyboard, that opens the browser's dialog for files; the same file can be chosen twice. */
export function ChooseFiles({
  label,
  ariaLabel,
  icon,
  variant,
  size = "sm",
  isMany = false,
  accept,
  onFiles,
}: ChooseFilesProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size={size}
        {...(variant === undefined ? {} : { variant })}
        {...(icon === undefined ? {} : { icon })}
        {...(ariaLabel === undefined ? {} : { "aria-label": ariaLabel })}
        onClick={() => chooser.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={chooser}
        type="file"
        multiple={isMany}
        accept={accept}
        hidden
        aria-label={ariaLabel ?? label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
