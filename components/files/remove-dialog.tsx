"use client";
import { useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionError, ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
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
  const { isBusy, error, run, refuse } = useAction(unreachable);
  const [typed, setTyped] = useState("");
  const name = files.find((file) => file.endsWith(".key"))?.slice(0, -".key".length) ?? "";
  const holdsKey = files.some((file) => file.endsWith(".key"));
  const isTyped = !holdsKey || typed.trim() === name;

  async function act(): Promise<void> {
    if (!isTyped) {
      document.getElementById("confirm-name")?.focus();
      return;
    }
    const isAnyway = dependents.length + services.length > 0;
    await run(
      () => removeAll(left, remove, isAnyway),
      (outcome) => {
        const gone = left.length - outcome.left.length;
        if (gone > 0) notify({ text: count(locale, texts.done, gone) });
        if (outcome.left.length === 0) return onDone();
        setLeft(outcome.left);
        setDependents(outcome.dependents);
        setServices(outcome.services);
        if (outcome.refusal !== null) refuse(outcome.refusal.message);
      },
    );
  }

  return (
    <Confirm
      isOpen
      onClose={left.length < files.length ? onDone : onClose}
      title={title}
      keepLabel={texts.keep}
      actLabel={dependents.length + services.length > 0 ? texts.anyway : texts.act}
      isBusy={isBusy}
      error={error?.message}
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
      {holdsKey ? (
        <TextField id="confirm-name" label={fill(texts.typeName, { name })} value={typed} onChange={setTyped} isMono />
      ) : null}
    </Confirm>
  );
}

interface Removal {
  /** The files that are still there. */
  readonly left: readonly string[];
  readonly dependents: readonly string[];
  readonly services: readonly string[];
  /** A refusal for another reason than dependents. */
  readonly refusal: ActionError | null;
}

/**
 * Removes one file after the other. Keys and requests come last, since others depend on certificates and bundles; once one
 * is refused for what depends on it, the rest waits for the question, so that nothing is gone before that was said.
 */
async function removeAll(
  files: readonly string[],
  remove: RemoveFile,
  isAnyway: boolean,
): Promise<ActionState<Removal>> {
  const left: string[] = [];
  const dependents: string[] = [];
  const services: string[] = [];
  let refusal: ActionError | null = null;
  const inOrder = files.toSorted((one, other) => Number(isOfKey(one)) - Number(isOfKey(other)));
  for (const [place, file] of inOrder.entries()) {
    const reply = await remove({ file, confirm: true, ...(isAnyway ? { anyway: true as const } : {}) });
    if (reply.ok) continue;
    left.push(file);
    const params = reply.error.params as { dependents?: readonly string[]; services?: readonly string[] };
    if (reply.error.code === "file.has-dependents") {
      dependents.push(...(params.dependents ?? []));
      services.push(...(params.services ?? []));
      left.push(...inOrder.slice(place + 1));
      break;
    }
    refusal = reply.error;
  }
  return { ok: true, value: { left, dependents, services, refusal } };
}

const isOfKey = (fileName: string): boolean => /\.(?:key|csr)$/.test(fileName);
