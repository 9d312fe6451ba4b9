"use client";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { pkcs12ToSshEquivalents } from "@/lib/shell/equivalents-files.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { CodeBlock } from "../ui/code-block";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import type { ActionState } from "../form/action-state";
import { SecretField } from "../form/text-field";
import { useCommand } from "../form/use-command";

interface SshFormProps {
  readonly make: (input: {
    username: string;
    passphrase: string;
  }) => Promise<ActionState<{ readonly fileName: string; readonly publicKey: string }>>;
  readonly suggest: SuggestFiles;
  readonly start: string;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["ssh"];
    readonly unreachable: string;
    readonly copied: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
}

const fields = {
  "pkcs12.wrong-passphrase": "passphrase",
  "pkcs12.locked": "passphrase",
  "passphrase.required": "passphrase",
  "file.not-found": "username",
  "file.wrong-kind": "username",
};

export function SshForm({ make, suggest, start, texts, locale }: SshFormProps) {
  const { form, page } = texts;
  const [username, setUsername] = useState(start);
  const [passphrase, setPassphrase] = useState("");
  const command = useCommand(make, { locale, fields, unreachable: texts.unreachable });
  const { value, errors } = command;
  async function submit(): Promise<void> {
    if (username.trim() === "") return command.refuse({ username: form.required });
    const reply = await command.run({ username: username.trim(), passphrase });
    if (reply?.ok === true) setPassphrase("");
  }
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
          fields={{
            username: { label: page.file, id: "username" },
            passphrase: { label: form.passphrase, id: "passphrase" },
          }}
        />
        {value === null ? null : (
          <>
            <Banner
              tone="ok"
              role="status"
              title={fill(page.doneTitle, { file: value.fileName })}
              actions={
                <a className="btn sm" href={`/download?file=${encodeURIComponent(value.fileName)}`} download>
                  {fill(form.download, { name: value.fileName })}
                </a>
              }
            />
            <CodeBlock title={value.fileName} text={value.publicKey} copyLabel={page.copy} copied={texts.copied} />
          </>
        )}
        <FileNameField
          id="username"
          label={page.file}
          help={page.fileHelp}
          value={username}
          onChange={setUsername}
          kinds={["pkcs12"]}
          suggest={suggest}
          texts={form}
          error={errors["username"]}
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
          equivalents={pkcs12ToSshEquivalents({ username: username === "" ? "username" : username })}
          http={{ command: "pkcs12-to-ssh", body: { username, passphrase: "…" } }}
          texts={texts.equivalents}
        />
      </aside>
    </div>
  );
}
