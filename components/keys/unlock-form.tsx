"use client";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { unlockEquivalents } from "@/lib/shell/equivalents/files.ts";
import { Banner } from "../ui/banner";
import { LinkButton } from "../ui/button";
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
    readonly unreachable: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
}

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
  const { form, page } = texts;
  const command = useCommand(unlock, { locale, fields, unreachable: texts.unreachable });
  const { value } = command;
  const name = value?.fileName.replace(/\.[^.]+$/, "") ?? "";
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
      texts={{ form, act: page.act, equivalents: texts.equivalents }}
      done={
        value === null ? null : (
          <Banner
            tone="ok"
            role="status"
            title={fill(value.wasLocked ? page.doneTitle : page.already, { file: value.fileName })}
            actions={
              <LinkButton size="sm" href={`/files/${encodeURIComponent(name)}`}>
                {fill(form.open, { name })}
              </LinkButton>
            }
          >
            {value.pairedWith.length > 0 ? fill(page.paired, { names: value.pairedWith.join(", ") }) : page.alone}
          </Banner>
        )
      }
      equivalents={(key) => unlockEquivalents({ key: key === "" ? "name.key" : key })}
      httpCommand="unlock"
    />
  );
}
