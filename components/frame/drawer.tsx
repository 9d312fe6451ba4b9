"use client";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { Mark } from "../ui/brand";
import { useReturnedFocus } from "../ui/return-focus";
import { NavLinks, brandClass, placesClass } from "./nav";
import { usePlaceLinks } from "./fresh-page";
import type { CountsToCome, VisibleGroup } from "./navigation";
import { scrimClass } from "../styles/dialog-box";
import { buttonClass } from "../ui/button";

interface DrawerProps {
  readonly groups: readonly VisibleGroup[];
  readonly counts: CountsToCome;
  readonly texts: { readonly label: string; readonly close: string };
  readonly onClose: () => void;
}

/** The folded navigation: a dialog from the left, so that focus stays in it and Escape closes it. */
export function Drawer({ groups, counts, texts, onClose }: DrawerProps) {
  const focus = useReturnedFocus();
  const follow = usePlaceLinks(onClose);
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className={scrimClass} />
        <Dialog.Content
          {...focus}
          className={clsx(
            "fixed inset-y-0 left-0 z-51 flex h-dvh w-[min(296px,88vw)] animate-appear flex-col overflow-y-auto border-r",
            "bg-canvas px-2 pb-4 shadow-dialog",
            placesClass,
            "[&_nav_li>a]:h-10",
          )}
          aria-describedby={undefined}
        >
          <div className="flex items-center gap-2">
            <span className={clsx(brandClass, "grow")}>
              <Mark />
              Chainsmith
            </span>
            <Dialog.Close asChild>
              <button
                type="button"
                className={buttonClass({ variant: "ghost", isIcon: true })}
                aria-label={texts.close}
              >
                <X aria-hidden />
              </button>
            </Dialog.Close>
          </div>
          <Dialog.Title className="sr-only">{texts.label}</Dialog.Title>
          <nav aria-label={texts.label} onClick={follow}>
            <NavLinks groups={groups} counts={counts} />
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
