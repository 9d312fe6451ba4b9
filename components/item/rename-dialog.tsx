"use client";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { TextField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

export type RenameItem = (input: {
  name: string;
  to: string;
  confirm: true;
}) => Promise<ActionState<{ readonly name: string }>>;

interface RenameDialogProps {
  readonly name: string;
  readonly files: readonly string[];
  /** The services that follow, as a sentence part; "" without any. */
  readonly services: string;
  readonly rename: RenameItem;
  readonly texts: UiTexts["item"]["rename"];
  readonly common: { readonly close: string; readonly unreachable: string };
  readonly onClose: () => void;
  readonly onDone: (name: string) => void;
}

/** Another name for a name: who follows is said before. */
export function RenameDialog({ name, files, services, rename, texts, common, onClose, onDone }: RenameDialogProps) {
  const [to, setTo] = useState(name);
  const { isBusy, error, run } = useAction(common.unreachable);
  const act = () =>
    void run(
      () => rename({ name, to, confirm: true }),
      (value) => onDone(value.name),
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={fill(texts.title, { name })}
      closeLabel={common.close}
      footer={
        <Button variant="primary" isBusy={isBusy} onClick={act}>
          {texts.act}
        </Button>
      }
    >
      <form
        className="grid grid-cols-1 content-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        <TextField id="new-name" label={texts.field} value={to} onChange={setTo} isMono error={error?.message} />
        <p className="text-sm text-muted">{fill(texts.files, { files: files.join(", ") })}</p>
        {services === "" ? null : <Banner>{fill(texts.services, { services })}</Banner>}
      </form>
    </Dialog>
  );
}
