"use client";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { unlockEquivalents } from "@/lib/shell/equivalents/files.ts";
import { FormDone, NextStep } from "../form/form-done";
import { Button, LinkButton } from "../ui/button";
import type { EquivalentTexts } from "../equivalents/equivalents-panel";
import type { SuggestFiles } from "../pickers/file-name-field";
import type { ActionState } from "../form/action-state";
import { useCommand } from "../form/use-command";
import { PassphraseForm } from "./passphrase-form";

export interface Unlocked {
  readonly fileName: string;
  readonly wasLocked: boolean;
  readonly pairedWith: readonly string[];
}

interface UnlockFormProps {
  readonly unlock: (input: { key: string; passphrase: string }) => Promise<ActionState<Unlocked>>;
  readonly suggest: SuggestFiles;
  readonly start: string;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["unlock"];
    readonly made: UiTexts["made"];
    readonly unreachable: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
}

/** The name that a file stands under. */
const stemOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, "");

const fields = {
  "key.wrong-passphrase": "passphrase",
  "passphrase.required": "passphrase",
  "file.not-found": "key",
  "file.wrong-kind": "key",
  "key.unsupported-encryption": "key",
  "key.damaged": "key",
  "encryption.too-costly": "key",
};

export function UnlockForm({ unlock, suggest, start, texts, locale }: UnlockFormProps) {
  const { form, page, made } = texts;
  const command = useCommand(unlock, { locale, fields, unreachable: texts.unreachable });
  return (
    <PassphraseForm
      field="key"
      label={page.key}
      kinds={["locked-key"]}
      start={start}
      isPassphraseRequired
      command={command}
      inputOf={(key, passphrase) => ({ key, passphrase })}
      suggest={suggest}
      texts={texts}
      locale={locale}
      done={(value, again) => (
        <FormDone
          title={fill(value.wasLocked ? page.doneTitle : page.already, { file: value.fileName })}
          actions={
            <Button variant="ghost" onClick={again}>
              {page.another}
            </Button>
          }
          next={
            <NextStep
              word={made.next}
              title={fill(form.open, { name: stemOf(value.fileName) })}
              actions={
                <LinkButton variant="primary" href={`/files/${encodeURIComponent(stemOf(value.fileName))}`}>
                  {fill(form.open, { name: stemOf(value.fileName) })}
                </LinkButton>
              }
            >
              {page.nextText}
            </NextStep>
          }
        >
          {value.pairedWith.length > 0 ? fill(page.paired, { names: value.pairedWith.join(", ") }) : page.alone}
        </FormDone>
      )}
      equivalents={(key) => unlockEquivalents({ key: key === "" ? "name.key" : key })}
      httpCommand="unlock"
    />
  );
}
