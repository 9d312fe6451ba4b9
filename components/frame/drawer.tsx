"use client";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { Mark } from "../ui/brand";
import { useFollowedLinks } from "../ui/follow-links";
import { useReturnedFocus } from "../ui/return-focus";
import { NavLinks } from "./nav";
import type { VisibleGroup } from "./navigation";

interface DrawerProps {
  readonly groups: readonly VisibleGroup[];
  readonly texts: { readonly label: string; readonly close: string };
  readonly onClose: () => void;
}

/** The folded navigation: a dialog from the left, so that focus stays in it and Escape closes it. */
export function Drawer({ groups, texts, onClose }: DrawerProps) {
  const focus = useReturnedFocus();
  const follow = useFollowedLinks(onClose);
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content {...focus} className="nav drawer" aria-describedby={undefined}>
          <div className="row">
            <span className="brand grow">
              <Mark />
              Chainsmith
            </span>
            <Dialog.Close asChild>
              <button type="button" className="btn ghost icon" aria-label={texts.close}>
                <X className="i" aria-hidden />
              </button>
            </Dialog.Close>
          </div>
          <Dialog.Title className="vh">{texts.label}</Dialog.Title>
          <nav aria-label={texts.label} onClick={follow}>
            <NavLinks groups={groups} />
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
