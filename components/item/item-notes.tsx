"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { controlClass } from "../form/controls";
import { TextField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { cardClass } from "../styles/card";
import { Button } from "../ui/button";

type Act = (input: unknown) => Promise<ActionState<unknown>>;

export interface ItemNotesProps {
  readonly name: string;
  readonly labels: readonly string[];
  readonly note: string;
  readonly isArchived: boolean;
  /** Null for a person who may only read. */
  readonly actions: { readonly label: Act; readonly note: Act; readonly archive: Act; readonly unarchive: Act } | null;
  readonly texts: UiTexts["item"]["labelsAndNote"];
  readonly unreachable: string;
}

/** What people say of a name, beside what its files say: labels, a note, and that it is archived. */
export function ItemNotes({ name, labels, note, isArchived, actions, texts, unreachable }: ItemNotesProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [typedLabels, setTypedLabels] = useState(labels.join(", "));
  const [typedNote, setTypedNote] = useState(note);
  const { isBusy, error, run } = useAction(unreachable);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (actions === null) return;
    const wanted = typedLabels
      .split(",")
      .map((label) => label.trim())
      .filter((label) => label !== "");
    const gone = labels.filter((label) => !wanted.some((each) => each.toLowerCase() === label.toLowerCase()));
    const labelled = await run(() => actions.label({ names: [name], add: wanted, remove: gone }));
    if (labelled?.ok !== true) return;
    await run(
      () => actions.note({ name, note: typedNote }),
      () => {
        setOpen(false);
        router.refresh();
      },
    );
  }
  return (
    <section aria-labelledby="notes-of">
      <h2 className="text-section mb-3" id="notes-of">
        {texts.title}
      </h2>
      <div className={clsx(cardClass, "grid gap-3 p-4 text-sm")}>
        {isArchived ? <p role="status">{texts.archived}</p> : null}
        {isOpen ? (
          <form className="grid gap-3" onSubmit={(event) => void save(event)}>
            <TextField
              id="item-labels"
              label={texts.labels}
              help={texts.labelsHelp}
              value={typedLabels}
              onChange={setTypedLabels}
            />
            <label className="grid gap-1">
              <span className="font-medium">{texts.note}</span>
              <textarea
                className={controlClass()}
                rows={4}
                maxLength={2000}
                value={typedNote}
                onChange={(event) => setTypedNote(event.target.value)}
              />
            </label>
            <div className="flex gap-2">
              <Button type="submit" size="sm" variant="primary" isBusy={isBusy}>
                {texts.save}
              </Button>
              <Button size="sm" onClick={() => setOpen(false)}>
                {texts.cancel}
              </Button>
            </div>
          </form>
        ) : (
          <>
            {labels.length === 0 ? null : (
              <ul className="flex flex-wrap gap-1.5">
                {labels.map((label) => (
                  <li key={label} className="rounded-full border border-line-strong px-2 text-xs/5 text-muted">
                    {label}
                  </li>
                ))}
              </ul>
            )}
            {note === "" ? null : <p className="whitespace-pre-wrap wrap-anywhere">{note}</p>}
            {labels.length === 0 && note === "" ? <p className="text-muted">{texts.none}</p> : null}
            {actions === null ? null : (
              <div className="flex flex-wrap gap-2">
                <Button size="sm" onClick={() => setOpen(true)}>
                  {texts.change}
                </Button>
                <Button
                  size="sm"
                  isBusy={isBusy}
                  onClick={() =>
                    void run(
                      () => (isArchived ? actions.unarchive : actions.archive)({ names: [name] }),
                      () => router.refresh(),
                    )
                  }
                >
                  {isArchived ? texts.unarchive : texts.archive}
                </Button>
              </div>
            )}
          </>
        )}
        {error === null ? null : (
          <p role="alert" className="text-danger">
            {error.message}
          </p>
        )}
      </div>
    </section>
  );
}
