"use client";
import { clsx } from "clsx";
import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Banner } from "./banner";
import { Button } from "./button";
import { useReturnedFocus } from "./return-focus";
import { dialogBodyClass, dialogBoxClass, dialogFootClass, scrimClass } from "../styles/dialog-box";

interface ConfirmProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Names what stops working. */
  readonly children: ReactNode;
  readonly keepLabel: string;
  readonly actLabel: string;
  readonly isBusy: boolean;
  /** Why the last try was refused; said below the question. */
  readonly error?: string | undefined;
  /** `true`: the red button, for what cannot be undone. */
  readonly isFinal?: boolean;
  readonly onAct: () => void;
}

/** A question before something stops working: focus starts on the harmless button. */
export function Confirm({
  isOpen,
  onClose,
  title,
  children,
  keepLabel,
  actLabel,
  isBusy,
  error,
  isFinal = true,
  onAct,
}: ConfirmProps) {
  const focus = useReturnedFocus();
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className={scrimClass} />
        <Radix.Content {...focus} className={clsx(dialogBoxClass, "w-[480px]")}>
          <div className={dialogBodyClass}>
            <Radix.Title asChild>
              <h3 className="text-dialog">{title}</h3>
            </Radix.Title>
            <Radix.Description asChild>
              <div className="grid grid-cols-1 content-start gap-4 text-muted">
                {children}
                {error === undefined ? null : (
                  <Banner tone="danger" role="alert">
                    {error}
                  </Banner>
                )}
              </div>
            </Radix.Description>
          </div>
          <div className={dialogFootClass}>
            <Radix.Cancel asChild>
              <Button>{keepLabel}</Button>
            </Radix.Cancel>
            <Button
              variant={isFinal ? "danger-solid" : "primary"}
              isBusy={isBusy}
              onClick={() => (isBusy ? undefined : onAct())}
            >
              {actLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
