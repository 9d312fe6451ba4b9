"use client";
import { useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import type { Reply } from "../form/action-state";
import { TextField } from "../form/text-field";
import { Banner } from "../ui/banner";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";

export type RemoveFile = (input: {
  file: string;
  confirm: true;
  anyway?: true;
}) => Promise<Reply<{ readonly fileName: string }>>;

interface RemoveDialogProps {
  readonly files: readonly string[];
  readonly title: string;
  readonly remove: RemoveFile;
  readonly words: UiWords["remove"];
  readonly unreachable: string;
  readonly locale: Locale;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A key cannot come back, so its name is typed; what stands on the file is named before it goes. */
export function RemoveDialog({ files, title, remove, words, unreachable, locale, onClose, onDone }: RemoveDialogProps) {
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
    if (gone > 0) notify({ text: count(locale, words.done, gone) });
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
      keepLabel={words.keep}
      actLabel={dependents.length + services.length > 0 ? words.anyway : words.act}
      isBusy={isBusy}
      onAct={() => void act()}
    >
      <p>{fill(words.text, { names: left.join(", ") })}</p>
      {holdsKey ? <p>{words.keyText}</p> : null}
      {services.length > 0 ? (
        <Banner tone="danger" role="alert">
          {fill(words.services, { names: [...new Set(services)].join(", ") })}
        </Banner>
      ) : null}
      {dependents.length > 0 ? (
        <Banner tone="warn" role="alert">
          {fill(words.dependents, { names: [...new Set(dependents)].join(", ") })}
        </Banner>
      ) : null}
      {error === undefined ? null : (
        <Banner tone="danger" role="alert">
          {error}
        </Banner>
      )}
      {holdsKey ? (
        <TextField id="confirm-name" label={fill(words.typeName, { name })} value={typed} onChange={setTyped} isMono />
      ) : null}
    </Confirm>
  );
}
