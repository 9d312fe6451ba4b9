"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import type { RemoveFile } from "../files/remove-dialog";
import type { ReadUses } from "../files/use-uses";
import type { RenameItem } from "./rename-dialog";

const Menu = dynamic(() => import("../ui/action-menu").then((module) => module.ActionMenu), { ssr: false });
const RemoveDialog = dynamic(() => import("../files/remove-dialog").then((module) => module.RemoveDialog), {
  ssr: false,
});
const RenameDialog = dynamic(() => import("./rename-dialog").then((module) => module.RenameDialog), { ssr: false });

interface ItemMenuProps {
  readonly name: string;
  readonly links: readonly { readonly href: string; readonly label: string }[];
  readonly files: readonly string[];
  readonly remove: RemoveFile | null;
  readonly readUses: ReadUses;
  readonly renaming: {
    readonly rename: RenameItem;
    readonly services: string;
    readonly label: string;
    readonly close: string;
    readonly texts: UiTexts["item"]["rename"];
  } | null;
  readonly label: string;
  readonly removeLabel: string;
  readonly texts: UiTexts["remove"];
  readonly unreachable: string;
  readonly locale: Locale;
}

export function ItemMenu({
  name,
  links,
  files,
  remove,
  readUses,
  renaming,
  label,
  removeLabel,
  texts,
  unreachable,
  locale,
}: ItemMenuProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const [isRenaming, setRenaming] = useState(false);
  // A file is no page: the router would ask for one, and then again for the file.
  const open = (href: string) => (href.startsWith("/download/") ? window.location.assign(href) : router.push(href));
  const items = [
    ...links.map((link) => ({ label: link.label, onSelect: () => open(link.href) })),
    ...(renaming === null ? [] : [{ label: renaming.label, onSelect: () => setRenaming(true) }]),
    ...(remove === null ? [] : [{ label: removeLabel, isDanger: true, onSelect: () => setRemoving(true) }]),
  ];
  return (
    <>
      {isOpen ? (
        <Menu label={label} items={items} onClose={() => setOpen(false)} />
      ) : (
        <Button
          isIcon
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={false}
          onClick={() => setOpen(true)}
          icon={<Ellipsis aria-hidden />}
        />
      )}
      {isRenaming && renaming !== null ? (
        <RenameDialog
          name={name}
          files={files}
          services={renaming.services}
          rename={renaming.rename}
          texts={renaming.texts}
          common={{ close: renaming.close, unreachable }}
          onClose={() => setRenaming(false)}
          onDone={(to) => router.push(`/files/${encodeURIComponent(to)}`)}
        />
      ) : null}
      {isRemoving && remove !== null ? (
        <RemoveDialog
          name={name}
          files={files}
          title={fill(texts.titleFile, { name })}
          remove={remove}
          readUses={readUses}
          texts={texts}
          unreachable={unreachable}
          locale={locale}
          onClose={() => setRemoving(false)}
          onDone={() => router.push("/files")}
        />
      ) : null}
    </>
  );
}
