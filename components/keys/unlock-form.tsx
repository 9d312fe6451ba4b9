"use client";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { unlockEquivalents } from "@/lib/shell/equivalents-files.ts";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import type { ActionState } from "../form/action-state";
import { SecretField } from "../form/text-field";
import { useCommand } from "../form/use-command";

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
  const [key, setKey] = useState(start);
  const [passphrase, setPassphrase] = useState("");
  const command = useCommand(unlock, { locale, fields, unreachable: texts.unreachable });
  const { value, errors } = command;
  async function submit(): Promise<void> {
    const missing = {
      ...(key.trim() === "" ? { key: form.required } : {}),
      ...(passphrase === "" ? { passphrase: form.required } : {}),
    };
    if (Object.keys(missing).length > 0) return command.refuse(missing);
    const reply = await command.run({ key: key.trim(), passphrase });
    if (reply?.ok === true) setPassphrase("");
  }
  const name = value?.fileName.replace(/\.[^.]+$/, "") ?? "";
  return (
    <div className="formgrid">
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <ErrorSummary
          title={form.failed}
          errors={errors}
          failures={command.failures}
          fields={{ key: { label: page.key, id: "key" }, passphrase: { label: form.passphrase, id: "passphrase" } }}
        />
        {value === null ? null : (
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
        )}
        <FileNameField
          id="key"
          label={page.key}
          value={key}
          onChange={setKey}
          kinds={["locked-key"]}
          suggest={suggest}
          texts={form}
          error={errors["key"]}
        />
        <SecretField
          id="passphrase"
          label={form.passphrase}
          help={form.passphraseHelp}
          error={errors["passphrase"]}
          value={passphrase}
          onChange={setPassphrase}
          showWord={form.showPassphrase}
          autoComplete="off"
        />
        <div className="formfoot">
          <Button type="submit" variant="primary" isBusy={command.isBusy}>
            {page.act}
          </Button>
        </div>
      </form>
      <aside>
        <EquivalentsPanel
          equivalents={unlockEquivalents({ key: key === "" ? "name.key" : key })}
          http={{ command: "unlock", body: { key, passphrase: "…" } }}
          texts={texts.equivalents}
        />
      </aside>
    </div>
  );
}
