"use client";
import { useState, type ReactNode } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Equivalents } from "@/lib/shell/equivalents/equivalents.ts";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { SecretField } from "../form/text-field";
import type { CommandState } from "../form/use-command";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { Button } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { formFootClass, formGridClass } from "../form/layout";

interface PassphraseFormProps<Input, Value> {
  /** The field of the command that names the file. */
  readonly field: string;
  readonly label: string;
  readonly help?: string;
  readonly kinds: readonly string[];
  readonly start: string;
  readonly isPassphraseRequired: boolean;
  readonly command: CommandState<Input, Value>;
  readonly inputOf: (file: string, passphrase: string) => Input;
  readonly suggest: SuggestFiles;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: { readonly title: string; readonly lede: string; readonly act: string };
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
  /** What came of it, in the place of the form. */
  readonly done: (value: Value, again: () => void) => ReactNode;
  readonly equivalents: (file: string) => Equivalents;
  readonly httpCommand: string;
}

/**
 * A form for a stored file and the passphrase that opens it; the passphrase leaves its field once it has opened the
 * file.
 */
export function PassphraseForm<Input, Value>(props: PassphraseFormProps<Input, Value>) {
  const { field, label, command, texts } = props;
  const { form } = texts;
  const { errors } = command;
  const [file, setFile] = useState(props.start);
  const [passphrase, setPassphrase] = useState("");
  async function submit(): Promise<void> {
    const missing = {
      ...(file.trim() === "" ? { [field]: form.required } : {}),
      ...(props.isPassphraseRequired && passphrase === "" ? { passphrase: form.required } : {}),
    };
    if (Object.keys(missing).length > 0) return command.refuse(missing);
    const reply = await command.run(props.inputOf(file.trim(), passphrase));
    if (reply?.ok === true) setPassphrase("");
  }
  const wrong = Object.keys(errors).length;
  if (command.value !== null)
    return props.done(command.value, () => {
      setFile("");
      command.reset();
    });
  return (
    <>
      <PageHead title={texts.page.title} command={`pki ${props.httpCommand}`} lede={texts.page.lede} />
      <div className={formGridClass}>
        <form
          noValidate
          className="grid grid-cols-1 content-start gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <ErrorSummary
            title={wrong > 1 ? count(props.locale, form.errors, wrong) : form.failed}
            errors={errors}
            failures={command.failures}
            fields={{ [field]: { label, id: field }, passphrase: { label: form.passphrase, id: "passphrase" } }}
          />
          <FileNameField
            id={field}
            label={label}
            help={props.help}
            value={file}
            onChange={setFile}
            kinds={props.kinds}
            suggest={props.suggest}
            texts={form}
            error={errors[field]}
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
          <div className={formFootClass}>
            <Button type="submit" variant="primary" isBusy={command.isBusy}>
              {texts.page.act}
            </Button>
          </div>
        </form>
        <aside>
          <EquivalentsPanel
            equivalents={props.equivalents(file)}
            http={{ command: props.httpCommand, body: { [field]: file, passphrase: "…" } }}
            texts={texts.equivalents}
          />
        </aside>
      </div>
    </>
  );
}
