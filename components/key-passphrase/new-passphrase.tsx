"use client";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { shortestPassphrase } from "@/lib/pki/pkcs12/receivers.ts";
import { SecretAdvice } from "../form/secret-advice";
import { SecretField } from "../form/text-field";

/** A new passphrase and its repetition. */
export interface NewPassphraseText {
  readonly passphrase: string;
  readonly repeated: string;
}

export const emptyPassphrase: NewPassphraseText = { passphrase: "", repeated: "" };

/** What is wrong with the two, by field; nothing when they can be sent. */
export function passphraseErrors(
  { passphrase, repeated }: NewPassphraseText,
  texts: { readonly required: string; readonly unlike: string },
): Readonly<Record<string, string>> {
  if (passphrase === "") return { newPassphrase: texts.required };
  return passphrase === repeated ? {} : { repeated: texts.unlike };
}

interface NewPassphraseProps {
  readonly text: NewPassphraseText;
  readonly onChange: (text: NewPassphraseText) => void;
  readonly errors: Readonly<Record<string, string | undefined>>;
  /** What the passphrase must not be made of. */
  readonly known: readonly string[];
  readonly texts: UiTexts["keyPassphrase"]["new"];
}

/** The two fields of a passphrase that is stored nowhere: typed twice, and weighed. */
export function NewPassphrase({ text, onChange, errors, known, texts }: NewPassphraseProps) {
  const { newPassphrase, repeated } = errors;
  return (
    <div className="grid grid-cols-1 content-start gap-4">
      <div className="grid grid-cols-1 content-start gap-2">
        <SecretField
          id="new-passphrase"
          label={texts.passphrase}
          help={fill(texts.passphraseHelp, { n: shortestPassphrase })}
          {...(newPassphrase === undefined ? {} : { error: newPassphrase })}
          value={text.passphrase}
          onChange={(passphrase) => onChange({ ...text, passphrase })}
          showWord={texts.show}
          autoComplete="new-password"
        />
        <SecretAdvice value={text.passphrase} known={known} weakHelp={texts.weakHelp} />
      </div>
      <SecretField
        id="repeated-passphrase"
        label={texts.repeated}
        {...(repeated === undefined ? {} : { error: repeated })}
        value={text.repeated}
        onChange={(next) => onChange({ ...text, repeated: next })}
        showWord={texts.show}
        autoComplete="new-password"
      />
    </div>
  );
}
