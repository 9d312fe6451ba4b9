"use client";
import { Ellipsis } from "lucide-react";
import { DropdownMenu as Menu } from "radix-ui";
import { Button } from "./button";
import { menuBoxClass, menuItemClass } from "../styles/menu";

interface ActionMenuProps {
  readonly label: string;
  readonly items: readonly { readonly label: string; readonly isDanger?: boolean; readonly onSelect: () => void }[];
  readonly onClose: () => void;
}

/** Mounted open, by a button that looks the same; gone again when it closes. */
export function ActionMenu({ label, items, onClose }: ActionMenuProps) {
  return (
    <Menu.Root defaultOpen modal={false} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Menu.Trigger asChild>
        <Button isIcon aria-label={label} icon={<Ellipsis aria-hidden />} />
      </Menu.Trigger>
      <Menu.Content className={menuBoxClass} align="end" sideOffset={6}>
        {items.map((item) => (
          <Menu.Item key={item.label} className={menuItemClass(item.isDanger)} onSelect={item.onSelect}>
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Content>
    </Menu.Root>
  );
}
