"use client";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { pkcs12ToSshEquivalents } from "@/lib/shell/equivalents/files.ts";
import { FormDone, NextStep } from "../form/form-done";
import { PemBox } from "../pem/pem-box";
import type { EquivalentTexts } from "../equivalents/equivalents-panel";
import type { SuggestFiles } from "../pickers/file-name-field";
import type { ActionState } from "../form/action-state";
import { useCommand } from "../form/use-command";
import { PassphraseForm } from "./passphrase-form";
import { Button, LinkButton, buttonClass } from "../ui/button";

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
    readonly made: UiTexts["made"];
    readonly pem: UiTexts["pem"];
    readonly unreachable: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
}

/** The name that a file stands under. */
const stemOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, "");

const fields = {
  "pkcs12.wrong-passphrase": "passphrase",
  "pkcs12.locked": "passphrase",
  "passphrase.required": "passphrase",
  "file.not-found": "username",
  "file.wrong-kind": "username",
};

export function SshForm({ make, suggest, start, texts, locale }: SshFormProps) {
  const { form, page, made } = texts;
  const command = useCommand(make, { locale, fields, unreachable: texts.unreachable });
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
      texts={texts}
      locale={locale}
      done={(value, again) => (
        <FormDone
          title={fill(page.doneTitle, { file: value.fileName })}
          actions={
            <>
              <Button variant="ghost" onClick={again}>
                {form.another}
              </Button>
              <LinkButton href={`/files/${encodeURIComponent(stemOf(value.fileName))}`}>
                {fill(form.open, { name: stemOf(value.fileName) })}
              </LinkButton>
            </>
          }
          made={
            <PemBox
              name={value.fileName}
              text={value.publicKey}
              isPem={false}
              isOpen
              texts={texts.pem}
              locale={locale}
            />
          }
          next={
            <NextStep
              word={made.next}
              title={page.nextTitle}
              actions={
                <a
                  className={buttonClass({ variant: "primary" })}
                  href={`/download?file=${encodeURIComponent(value.fileName)}`}
                  download
                >
                  {fill(form.download, { name: value.fileName })}
                </a>
              }
            >
              {page.nextText}
            </NextStep>
          }
        />
      )}
      equivalents={(username) => pkcs12ToSshEquivalents({ username: username === "" ? "username" : username })}
      httpCommand="pkcs12-to-ssh"
    />
  );
}
