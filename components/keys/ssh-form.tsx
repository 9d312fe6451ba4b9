"use client";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { pkcs12ToSshEquivalents } from "@/lib/shell/equivalents/files.ts";
import { Banner } from "../ui/banner";
import { CodeBlock } from "../ui/code-block";
import type { EquivalentTexts } from "../equivalents/equivalents-panel";
import type { SuggestFiles } from "../pickers/file-name-field";
import type { ActionState } from "../form/action-state";
import { useCommand } from "../form/use-command";
import { PassphraseForm } from "./passphrase-form";
import { buttonClass } from "../ui/button";

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
  const command = useCommand(make, { locale, fields, unreachable: texts.unreachable });
  const { value } = command;
  return (
    <PassphraseForm
      field="username"
      label={page.file}
      help={page.fileHelp}
      kinds={["pkcs12"]}
      start={start}
      isPassphraseRequired={false}
      command={command}
      inputOf={(username, passphrase) => ({ username, passphrase })}
      suggest={suggest}
      texts={{ form, act: page.act, equivalents: texts.equivalents }}
      done={
        value === null ? null : (
          <>
            <Banner
              tone="ok"
              role="status"
              title={fill(page.doneTitle, { file: value.fileName })}
              actions={
                <a
                  className={buttonClass({ size: "sm" })}
                  href={`/download?file=${encodeURIComponent(value.fileName)}`}
                  download
                >
                  {fill(form.download, { name: value.fileName })}
                </a>
              }
            />
            <CodeBlock title={value.fileName} text={value.publicKey} copyLabel={page.copy} copied={texts.copied} />
          </>
        )
      }
      equivalents={(username) => pkcs12ToSshEquivalents({ username: username === "" ? "username" : username })}
      httpCommand="pkcs12-to-ssh"
    />
  );
}
