"use client";
import { useMemo, useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionError, ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { TextField } from "../form/text-field";
import { Banner } from "../ui/banner";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";
import { useUses, type ReadUses } from "./use-uses";

export type RemoveFile = (input: {
  file: string;
  confirm: true;
  anyway?: true;
}) => Promise<ActionState<{ readonly fileName: string }>>;

interface RemoveDialogProps {
  readonly name: string;
  readonly files: readonly string[];
  readonly title: string;
  readonly remove: RemoveFile;
  readonly readUses: ReadUses;
  readonly texts: UiTexts["remove"];
  readonly unreachable: string;
  readonly locale: Locale;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A key cannot come back, so its name is typed; what would miss it is named with the question, before anything goes. */
export function RemoveDialog(props: RemoveDialogProps) {
  const { name, files, title, remove, readUses, texts, unreachable, locale, onClose, onDone } = props;
  const [left, setLeft] = useState(files);
  /** What came to depend on it after `uses` was read. */
  const [dependents, setDependents] = useState<readonly string[]>([]);
  const { isBusy, error, run, refuse } = useAction(unreachable);
  const [typed, setTyped] = useState("");
  const reading = useUses(
    useMemo(() => [name], [name]),
    readUses,
    unreachable,
  );
  const uses = reading.uses?.get(name) ?? null;
  const isReading = reading.uses === null && reading.error === null;
  const isUsed = uses?.isMissed === true;
  const holdsKey = files.some((file) => file.endsWith(".key"));
  const isTyped = !holdsKey || typed.trim() === name;

  async function act(): Promise<void> {
    if (uses === null) return reading.readAgain();
    if (!isTyped) {
      document.getElementById("confirm-name")?.focus();
      return;
    }
    await run(
      () => removeAll(left, remove, isUsed || dependents.length > 0),
      (outcome) => {
        const gone = left.length - outcome.left.length;
        if (gone > 0) notify({ text: count(locale, texts.done, gone) });
        if (outcome.left.length === 0) return onDone();
        setLeft(outcome.left);
        setDependents(outcome.dependents);
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
      actLabel={isUsed || dependents.length > 0 ? texts.anyway : texts.act}
      isBusy={isBusy || isReading}
      error={error?.message ?? reading.error ?? undefined}
      onAct={() => void act()}
    >
      <p>{fill(texts.text, { names: left.join(", ") })}</p>
      {holdsKey ? <p>{texts.keyText}</p> : null}
      {isReading ? <p role="status">{texts.reading}</p> : null}
      {uses?.services ? (
        <Banner tone="danger" role="alert">
          {uses.services}
        </Banner>
      ) : null}
      {uses !== null && uses.others.length > 0 ? (
        <Banner tone="warn" role="alert">
          {uses.others.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
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
  /** A refusal for another reason than dependents. */
  readonly refusal: ActionError | null;
}

/**
 * Removes one file after the other. Keys and requests come last, since others depend on certificates and bundles; once one
 * is refused for what came to depend on it, the rest waits for the question again.
 */
async function removeAll(
  files: readonly string[],
  remove: RemoveFile,
  isAnyway: boolean,
): Promise<ActionState<Removal>> {
  const left: string[] = [];
  const dependents: string[] = [];
  let refusal: ActionError | null = null;
  const inOrder = files.toSorted((one, other) => Number(isOfKey(one)) - Number(isOfKey(other)));
  for (const [place, file] of inOrder.entries()) {
    const reply = await remove({ file, confirm: true, ...(isAnyway ? { anyway: true as const } : {}) });
    if (reply.ok) continue;
    left.push(file);
    const params = reply.error.params as { dependents?: readonly string[]; services?: readonly string[] };
    if (reply.error.code === "file.has-dependents") {
      dependents.push(...(params.dependents ?? []), ...(params.services ?? []));
      left.push(...inOrder.slice(place + 1));
      break;
    }
    refusal = reply.error;
  }
  return { ok: true, value: { left, dependents, refusal } };
}

const isOfKey = (fileName: string): boolean => /\.(?:key|csr)$/.test(fileName);
