"use client";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortestPassphrase } from "@/lib/pki/pkcs12/receivers.ts";
import { SecretAdvice } from "../form/secret-advice";
import { SelectField } from "../form/select-field";
import { SecretField, TextField } from "../form/text-field";
import type { BulkAct, BulkTexts } from "./bulk-item";
import { needsPassphrase, type BulkChoice } from "./bulk-steps";

interface BulkFieldsProps {
  readonly act: BulkAct;
  readonly choice: BulkChoice;
  readonly onChange: (choice: BulkChoice) => void;
  /** The number that has to be typed, where keys are lost. */
  readonly typeCount: number | null;
  /** Something would miss one of the names. */
  readonly isUsed: boolean;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly texts: BulkTexts;
}

/** What an act has to know beside the names. */
export function BulkFields({ act, choice, onChange, typeCount, isUsed, typed, onTyped, texts }: BulkFieldsProps) {
  const text = texts.bulk;
  const set = (change: Partial<BulkChoice>) => onChange({ ...choice, ...change });
  if (act === "renew")
    return (
      <div className="grid grid-cols-2 items-start gap-3 max-md:grid-cols-1">
        <SelectField
          id="bulk-key"
          label={text.keyOf}
          value={choice.key}
          options={[
            { value: "new", label: text.newKey },
            { value: "same", label: text.sameKey },
          ]}
          onChange={(key) => set({ key: key === "same" ? "same" : "new", newPassphrase: "" })}
        />
        {choice.key === "same" ? null : (
          <div className="grid grid-cols-1 content-start gap-2">
            <SecretField
              id="bulk-new-passphrase"
              label={text.newPassphrase}
              help={text.newPassphraseHelp}
              value={choice.newPassphrase}
              onChange={(newPassphrase) => set({ newPassphrase })}
              autoComplete="new-password"
              showWord={texts.show}
            />
            <SecretAdvice value={choice.newPassphrase} known={[]} />
          </div>
        )}
      </div>
    );
  if (act === "label")
    return (
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <TextField id="bulk-add" label={text.add} value={choice.add} onChange={(add) => set({ add })} />
        <TextField id="bulk-take" label={text.take} value={choice.take} onChange={(take) => set({ take })} />
      </div>
    );
  if (act === "export")
    return (
      <div className="grid grid-cols-2 items-start gap-3 max-md:grid-cols-1">
        <SelectField
          id="bulk-format"
          label={text.format}
          value={choice.format}
          options={Object.entries(text.formats).map(([value, label]) => ({ value, label }))}
          onChange={(format) => set({ format: format as keyof UiTexts["bulk"]["formats"] })}
        />
        {needsPassphrase(choice.format) ? (
          <div className="grid grid-cols-1 content-start gap-2">
            <SecretField
              id="bulk-passphrase"
              label={text.passphrase}
              help={fill(text.passphraseHelp, { n: shortestPassphrase })}
              value={choice.passphrase}
              onChange={(passphrase) => set({ passphrase })}
              autoComplete="new-password"
              showWord={texts.show}
            />
            <SecretAdvice value={choice.passphrase} known={[]} weakHelp={text.weakHelp} />
          </div>
        ) : null}
      </div>
    );
  if (act === "delete")
    return (
      <div className="grid gap-3">
        {isUsed ? (
          <label className="inline-flex items-center gap-2">
            <input
              type="checkbox"
              className="checkbox"
              checked={choice.isAnyway}
              onChange={(event) => set({ isAnyway: event.target.checked })}
            />
            {text.anyway}
          </label>
        ) : null}
        {typeCount === null ? null : (
          <TextField
            id="bulk-count"
            label={fill(text.typeCount, { n: typeCount })}
            value={typed}
            onChange={onTyped}
            isMono
          />
        )}
      </div>
    );
  return null;
}
