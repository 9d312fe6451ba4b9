"use client";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useReturnedFocus } from "./return-focus";
import { iconButtonClass } from "./button";
import { dialogBodyClass, dialogBoxClass, dialogFootClass, scrimClass } from "../styles/dialog-box";

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly closeLabel: string;
  /** The buttons at the foot, the last one acts. */
  readonly footer?: ReactNode;
  readonly isWide?: boolean;
  readonly children?: ReactNode;
}

/** Focus goes in, stays in and comes back; Escape and the scrim close it. */
export function Dialog({
  isOpen,
  onClose,
  title,
  description,
  closeLabel,
  footer,
  isWide = false,
  children,
}: DialogProps) {
  const focus = useReturnedFocus();
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className={scrimClass} />
        <Radix.Content
          {...focus}
          className={clsx(dialogBoxClass, isWide ? "w-[680px]" : "w-[480px]")}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
        >
          <div className={dialogBodyClass}>
            <div className="flex items-center gap-2">
              <Radix.Title asChild>
                <h3 className="grow text-dialog">{title}</h3>
              </Radix.Title>
              <Radix.Close asChild>
                <button type="button" className={iconButtonClass} aria-label={closeLabel}>
                  <X aria-hidden />
                </button>
              </Radix.Close>
            </div>
            {description === undefined ? null : (
              <Radix.Description asChild>
                <div className="text-muted">{description}</div>
              </Radix.Description>
            )}
            {children}
          </div>
          {footer === undefined ? null : <div className={dialogFootClass}>{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
