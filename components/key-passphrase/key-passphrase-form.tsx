"use client";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ChoiceCards } from "../form/choice-cards";
import { ErrorSummary } from "../form/error-summary";
import { formFootClass, partClass } from "../form/layout";
import { SecretField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { emptyPassphrase, NewPassphrase, passphraseErrors } from "./new-passphrase";

interface KeyPassphraseInput {
  readonly key: string;
  readonly passphrase?: string;
  readonly newPassphrase?: string;
  readonly remove?: true;
  readonly confirm: true;
}

interface KeyPassphraseFormProps {
  readonly change: (
    input: KeyPassphraseInput,
  ) => Promise<ActionState<{ readonly fileName: string; readonly hasPassphrase: boolean }>>;
  readonly suggest: SuggestFiles;
  readonly start: string;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["keyPassphrase"];
    readonly unreachable: string;
  };
  readonly locale: Locale;
}

const fields = {
  "key.wrong-passphrase": "passphrase",
  "key.passphrase-needed": "passphrase",
  "key.passphrase-wait": "passphrase",
  "passphrase.required": "newPassphrase",
  "passphrase.too-short": "newPassphrase",
  "key.has-no-passphrase": "key",
  "key.changed": "key",
  "key.damaged": "key",
  "key.unsupported-encryption": "key",
  "file.not-found": "key",
  "file.wrong-kind": "key",
};

/** Gives a key a passphrase of its own, changes it, or takes it away. */
export function KeyPassphraseForm({ change, suggest, start, texts, locale }: KeyPassphraseFormProps) {
  const { form, page } = texts;
  const [key, setKey] = useState(start);
  const [wish, setWish] = useState("set");
  const [present, setPresent] = useState("");
  const [made, setMade] = useState(emptyPassphrase);
  const command = useCommand(change, { locale, fields, unreachable: texts.unreachable, asksForKeys: false });
  const { errors, value } = command;
  const isRemoving = wish === "remove";
  async function submit(): Promise<void> {
    const missing = {
      ...(key.trim() === "" ? { key: form.required } : {}),
      ...(isRemoving ? {} : passphraseErrors(made, { required: form.required, unlike: page.new.unlike })),
    };
    if (Object.keys(missing).length > 0) return command.refuse(missing);
    const reply = await command.run({
      key: key.trim(),
      ...(present === "" ? {} : { passphrase: present }),
      ...(isRemoving ? { remove: true } : { newPassphrase: made.passphrase }),
      confirm: true,
    });
    if (reply?.ok !== true) return;
    setPresent("");
    setMade(emptyPassphrase);
  }
  const name = value?.fileName.replace(/\.[^.]+$/, "") ?? "";
  return (
    <form
      noValidate
      className="grid max-w-[640px] grid-cols-1 content-start gap-4"
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
          key: { label: page.form.key, id: "key" },
          passphrase: { label: page.form.present, id: "present-passphrase" },
          newPassphrase: { label: page.new.passphrase, id: "new-passphrase" },
          repeated: { label: page.new.repeated, id: "repeated-passphrase" },
        }}
      />
      {value === null ? null : (
        <Banner
          tone="ok"
          role="status"
          title={fill(value.hasPassphrase ? page.form.doneSet : page.form.doneRemoved, { file: value.fileName })}
          actions={
            <LinkButton size="sm" href={`/files/${encodeURIComponent(name)}`}>
              {fill(form.open, { name })}
            </LinkButton>
          }
        >
          {value.hasPassphrase ? page.form.doneSetText : page.form.doneRemovedText}
        </Banner>
      )}
      <section className={partClass}>
        <FileNameField
          id="key"
          label={page.form.key}
          value={key}
          onChange={setKey}
          kinds={["key", "locked-key"]}
          suggest={suggest}
          texts={form}
          error={errors["key"]}
        />
        <ChoiceCards
          name="wish"
          legend={page.form.wish}
          value={wish}
          onChange={setWish}
          choices={[
            { value: "set", label: page.form.set, hint: page.form.setHint },
            { value: "remove", label: page.form.remove, hint: page.form.removeHint },
          ]}
        />
      </section>
      <section className={partClass}>
        <SecretField
          id="present-passphrase"
          label={page.form.present}
          help={page.form.presentHelp}
          {...(errors["passphrase"] === undefined ? {} : { error: errors["passphrase"] })}
          value={present}
          onChange={setPresent}
          showWord={page.new.show}
        />
        {isRemoving ? null : (
          <NewPassphrase text={made} onChange={setMade} errors={errors} known={[key]} texts={page.new} />
        )}
      </section>
      <div className={formFootClass}>
        <Button type="submit" variant="primary" isBusy={command.isBusy}>
          {isRemoving ? page.form.actRemove : page.form.actSet}
        </Button>
      </div>
    </form>
  );
}
