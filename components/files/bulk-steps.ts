import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { ActionState } from "../form/action-state";
import type { WithKey } from "../key-passphrase/key-opening";
import { saveFile } from "../ui/save-file";
import type { BulkAct, BulkItem } from "./bulk-item";
import type { ReadUses } from "./use-uses";

/** What the dialog asked for, beside the names. */
export interface BulkChoice {
  readonly key: "new" | "same";
  /** Of the new keys; "": they have none. */
  readonly newPassphrase: string;
  readonly format: keyof UiTexts["bulk"]["formats"];
  readonly passphrase: string;
  readonly add: string;
  readonly take: string;
  readonly isAnyway: boolean;
}

type Act = (input: unknown) => Promise<ActionState<unknown>>;

export interface BulkActions {
  readonly label: Act;
  readonly archive: Act;
  readonly unarchive: Act;
  readonly renew: Act;
  /** At most 200 names at once, each with a sentence. */
  readonly previewRenewals: (
    input: unknown,
  ) => Promise<ActionState<{ readonly rows: readonly { readonly name: string; readonly text: string }[] }>>;
  readonly verify: (input: unknown) => Promise<ActionState<{ readonly trusted: boolean }>>;
  readonly readUses: ReadUses;
  readonly remove: (input: { file: string; confirm: true; anyway?: true }) => Promise<ActionState<unknown>>;
}

export interface BulkResult {
  readonly isDone: boolean;
  readonly text: string;
}

/** Names that one request is about: the quick acts take many, the others one, so that each has its own result. */
export const namesPerStep: Readonly<Record<BulkAct, number>> = {
  renew: 1,
  export: 1,
  verify: 1,
  label: 50,
  archive: 50,
  unarchive: 50,
  delete: 1,
};

export const needsPassphrase = (format: BulkChoice["format"]): boolean =>
  format === "pkcs12" || format === "key-and-chain-pem";

interface StepContext {
  readonly actions: BulkActions;
  readonly texts: UiTexts["bulk"];
  readonly files: Map<string, Uint8Array>;
  /** Runs an act that may use a key under a passphrase of its own, which is asked for once a key. */
  readonly withKey: WithKey;
  /** True of a name that is deleted although something would miss it: a person said so, or all of it is deleted as well. */
  readonly isAnyway: (name: string) => boolean;
}

/** Runs one step, and says of each of its names what became of it. `files` collects what an archive is made of. */
export async function runStep(
  act: BulkAct,
  items: readonly BulkItem[],
  choice: BulkChoice,
  { actions, texts, files, withKey, isAnyway }: StepContext,
): Promise<ReadonlyMap<string, BulkResult>> {
  const names = items.map(({ name }) => name);
  const { results } = texts;
  const all = (result: BulkResult) => new Map(names.map((name) => [name, result]));
  const done = (text: string): BulkResult => ({ isDone: true, text });
  const refused = (text: string): BulkResult => ({ isDone: false, text });
  const answered = (answer: ActionState<unknown>, text: string) =>
    all(answer.ok ? done(text) : refused(answer.error.message));
  const [item] = items;
  if (item === undefined) return new Map();
  switch (act) {
    case "label": {
      const answer = await actions.label({ names, add: wordsOf(choice.add), remove: wordsOf(choice.take) });
      if (!answer.ok) return all(refused(answer.error.message));
      const said = {
        done: (labels: readonly string[]) => done(labels.join(", ") || results.done),
        unchanged: () => done(results.unchanged),
        "not-found": () => refused(results.notFound),
        "too-many": () => refused(results.tooMany),
      };
      const { results: each } = answer.value as {
        results: readonly { name: string; outcome: keyof typeof said; labels: readonly string[] }[];
      };
      return new Map(each.map(({ name, outcome, labels }) => [name, said[outcome](labels)]));
    }
    case "archive":
    case "unarchive": {
      const answer = await actions[act]({ names });
      if (!answer.ok) return all(refused(answer.error.message));
      const changed = new Set((answer.value as { changed: readonly string[] }).changed);
      return new Map(names.map((name) => [name, done(changed.has(name) ? results.done : results.unchanged)]));
    }
    case "renew": {
      const input = {
        name: item.name,
        key: choice.key,
        ...(choice.newPassphrase === "" ? {} : { newPassphrase: choice.newPassphrase }),
      };
      const answer = await withKey(
        () => actions.renew(input),
        (opening) => actions.renew({ ...input, ...opening }),
      );
      const isAsked = answer.ok && (answer.value as { made: string }).made === "request";
      return answered(answer, isAsked ? results.request : results.done);
    }
    case "verify": {
      const answer = await actions.verify({ file: `${item.name}.crt` });
      if (!answer.ok) return all(refused(answer.error.message));
      return all(answer.value.trusted ? done(results.trusted) : refused(results.untrusted));
    }
    case "delete": {
      for (const { fileName } of item.files) {
        const answer = await actions.remove({
          file: fileName,
          confirm: true,
          ...(isAnyway(item.name) ? { anyway: true as const } : {}),
        });
        if (!answer.ok) return all(refused(answer.error.message));
      }
      return all(done(results.done));
    }
    case "export":
      return all(await exportOne(item.name, choice, files, results));
  }
}

/** A file of the archive, by the way that a key takes and no other: a form that is posted. */
async function exportOne(
  name: string,
  { format, passphrase }: BulkChoice,
  files: Map<string, Uint8Array>,
  results: UiTexts["bulk"]["results"],
): Promise<BulkResult> {
  const form = new FormData();
  form.append("name", name);
  form.append("format", format);
  form.append("receipt", "true");
  if (needsPassphrase(format)) form.append("passphrase", passphrase);
  const response = await fetch("/download", { method: "POST", body: form });
  const answer = (await response.json()) as
    | { readonly value: { readonly fileName: string; readonly bytes: string } }
    | { readonly error: { readonly message: string } };
  if ("error" in answer) return { isDone: false, text: answer.error.message };
  const bytes = Uint8Array.from(atob(answer.value.bytes), (character) => character.charCodeAt(0));
  files.set(answer.value.fileName, bytes);
  return { isDone: true, text: fill(results.exported, { bytes: bytes.length }) };
}

/** Puts the exported files into one zip and hands it to the browser. They are encrypted or small: nothing to press. */
export async function saveArchive(files: ReadonlyMap<string, Uint8Array>, name: string): Promise<void> {
  const { zipSync } = await import("fflate");
  const bytes = zipSync(Object.fromEntries(files), { level: 0 });
  saveFile(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" }), `${name}.zip`);
}

export function wordsOf(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
