"use client";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { unlockEquivalents } from "@/lib/shell/equivalents-files.ts";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { EquivalentsPanel, type EquivalentWords } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import type { Reply } from "../form/action-state";
import { SecretField } from "../form/text-field";
import { useCommand } from "../form/use-command";

export interface Unlocked {
  readonly fileName: string;
  readonly wasLocked: boolean;
  readonly pairedWith: readonly string[];
}

interface UnlockFormProps {
  readonly unlock: (input: { key: string; passphrase: string }) => Promise<Reply<Unlocked>>;
  readonly suggest: SuggestFiles;
  readonly start: string;
  readonly words: {
    readonly form: UiWords["form"];
    readonly page: UiWords["unlock"];
    readonly unreachable: string;
    readonly equivalents: EquivalentWords;
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

export function UnlockForm({ unlock, suggest, start, words, locale }: UnlockFormProps) {
  const { form, page } = words;
  const [key, setKey] = useState(start);
  const [passphrase, setPassphrase] = useState("");
  const command = useCommand(unlock, { locale, fields, unreachable: words.unreachable });
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
          words={form}
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
          words={words.equivalents}
        />
      </aside>
    </div>
  );
}
