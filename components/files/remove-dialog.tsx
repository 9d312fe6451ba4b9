"use client";
import { useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { TextField } from "../form/text-field";
import { Banner } from "../ui/banner";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";

export type RemoveFile = (input: {
  file: string;
  confirm: true;
  anyway?: true;
}) => Promise<ActionState<{ readonly fileName: string }>>;

interface RemoveDialogProps {
  readonly files: readonly string[];
  readonly title: string;
  readonly remove: RemoveFile;
  readonly texts: UiTexts["remove"];
  readonly unreachable: string;
  readonly locale: Locale;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A key cannot come back, so its name is typed; what stands on the file is named before it goes. */
export function RemoveDialog({ files, title, remove, texts, unreachable, locale, onClose, onDone }: RemoveDialogProps) {
  const [left, setLeft] = useState(files);
  const [dependents, setDependents] = useState<readonly string[]>([]);
  const [services, setServices] = useState<readonly string[]>([]);
  const [error, setError] = useState<string>();
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [name = ""] = files.find((file) => file.endsWith(".key"))?.split(".") ?? [];
  const holdsKey = files.some((file) => file.endsWith(".key"));
  const isTyped = !holdsKey || typed.trim() === name;

  async function act(): Promise<void> {
    if (!isTyped) {
      document.getElementById("confirm-name")?.focus();
      return;
    }
    setBusy(true);
    setError(undefined);
    const isAnyway = dependents.length + services.length > 0;
    const blocked: string[] = [];
    const breaking: string[] = [];
    const waiting: string[] = [];
    try {
      for (const file of left) {
        const reply = await remove({ file, confirm: true, ...(isAnyway ? { anyway: true as const } : {}) });
        if (reply.ok) continue;
        waiting.push(file);
        const params = reply.error.params as { dependents?: readonly string[]; services?: readonly string[] };
        if (reply.error.code === "file.has-dependents") {
          blocked.push(...(params.dependents ?? []));
          breaking.push(...(params.services ?? []));
        } else setError(reply.error.message);
      }
    } catch {
      setError(unreachable);
      setBusy(false);
      return;
    }
    setBusy(false);
    const gone = left.length - waiting.length;
    if (gone > 0) notify({ text: count(locale, texts.done, gone) });
    if (waiting.length === 0) return onDone();
    setLeft(waiting);
    setDependents(blocked);
    setServices(breaking);
  }

  return (
    <Confirm
      isOpen
      onClose={left.length < files.length ? onDone : onClose}
      title={title}
      keepLabel={texts.keep}
      actLabel={dependents.length + services.length > 0 ? texts.anyway : texts.act}
      isBusy={isBusy}
      onAct={() => void act()}
    >
      <p>{fill(texts.text, { names: left.join(", ") })}</p>
      {holdsKey ? <p>{texts.keyText}</p> : null}
      {services.length > 0 ? (
        <Banner tone="danger" role="alert">
          {fill(texts.services, { names: [...new Set(services)].join(", ") })}
        </Banner>
      ) : null}
      {dependents.length > 0 ? (
        <Banner tone="warn" role="alert">
          {fill(texts.dependents, { names: [...new Set(dependents)].join(", ") })}
        </Banner>
      ) : null}
      {error === undefined ? null : (
        <Banner tone="danger" role="alert">
          {error}
        </Banner>
      )}
      {holdsKey ? (
        <TextField id="confirm-name" label={fill(texts.typeName, { name })} value={typed} onChange={setTyped} isMono />
      ) : null}
    </Confirm>
  );
}
