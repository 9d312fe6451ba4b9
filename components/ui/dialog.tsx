"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useReturnedFocus } from "./return-focus";

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
        <Radix.Overlay className="scrim" />
        <Radix.Content
          {...focus}
          className={isWide ? "dialog wide-d" : "dialog"}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
        >
          <div className="b">
            <div className="row">
              <Radix.Title asChild>
                <h3 className="grow">{title}</h3>
              </Radix.Title>
              <Radix.Close asChild>
                <button type="button" className="copy" aria-label={closeLabel}>
                  <X className="i" aria-hidden />
                </button>
              </Radix.Close>
            </div>
            {description === undefined ? null : (
              <Radix.Description asChild>
                <div className="muted">{description}</div>
              </Radix.Description>
            )}
            {children}
          </div>
          {footer === undefined ? null : <div className="f">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
