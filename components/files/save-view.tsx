"use client";
import { Bookmark, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { controlClass } from "../form/controls";
import { useAction } from "../form/use-action";
import { Button } from "../ui/button";

interface SaveViewProps {
  readonly filters: Readonly<Record<string, string>>;
  readonly save: (input: unknown) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["files"]["tabs"];
  readonly unreachable: string;
}

/** What the list asks now, as a tab of one's own. */
export function SaveView({ filters, save, texts, unreachable }: SaveViewProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const { isBusy, error, run } = useAction(unreachable);
  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (name.trim() === "") return;
    await run(
      () => save({ name, filters }),
      () => {
        setOpen(false);
        router.refresh();
      },
    );
  }
  if (!isOpen) {
    return (
      <Button size="sm" variant="ghost" icon={<Bookmark aria-hidden />} onClick={() => setOpen(true)}>
        {texts.save}
      </Button>
    );
  }
  return (
    <form className="flex items-center gap-2" onSubmit={(event) => void onSubmit(event)}>
      <span className="grid">
        <input
          className={controlClass()}
          value={name}
          maxLength={40}
          autoFocus
          aria-label={texts.name}
          placeholder={texts.name}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : "view-error"}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => (event.key === "Escape" ? setOpen(false) : undefined)}
        />
        {error === null ? null : (
          <span id="view-error" role="alert" className="text-sm text-danger">
            {error.message}
          </span>
        )}
      </span>
      <Button size="sm" type="submit" isBusy={isBusy}>
        {texts.act}
      </Button>
    </form>
  );
}

interface RemoveViewProps {
  readonly name: string;
  readonly remove: (input: unknown) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["files"]["tabs"];
  readonly unreachable: string;
}

export function RemoveViewButton({ name, remove, texts, unreachable }: RemoveViewProps) {
  const router = useRouter();
  const { isBusy, error, run } = useAction(unreachable);
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        icon={<X aria-hidden />}
        isBusy={isBusy}
        onClick={() =>
          void run(
            () => remove({ name }),
            () => router.replace("/files"),
          )
        }
      >
        {fill(texts.remove, { name })}
      </Button>
      {error === null ? null : (
        <span role="alert" className="text-sm text-danger">
          {error.message}
        </span>
      )}
    </>
  );
}
