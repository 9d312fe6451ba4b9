"use client";
import { clsx } from "clsx";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Field as TargetField } from "@/lib/targets/fields.ts";
import { described, Field } from "../../form/field";
import { FileNameField, type SuggestFiles } from "../../pickers/file-name-field";
import { SelectField } from "../../form/select-field";
import { StoredNames } from "./stored-names";
import { TextField } from "../../form/text-field";
import {
  checkLineClass,
  errorLineClass,
  fieldClass,
  helpClass,
  textAreaClass,
  fieldLabelClass,
} from "../../form/controls";

export type FieldValue = string | boolean | readonly string[];

interface ServiceFieldProps {
  /** Path in the inputs: `nodes.0.fqdn`. */
  readonly id: string;
  readonly name: string;
  readonly field: Exclude<TargetField, { readonly kind: "rows" }>;
  readonly value: FieldValue;
  readonly error?: string;
  readonly onChange: (value: FieldValue) => void;
  readonly suggest: SuggestFiles;
  /** In the place of the field's own, where it stands in a table: it says the row too. */
  readonly label?: string;
  readonly texts: Pick<UiTexts, "services" | "form" | "common">;
}

const kindsOf = {
  identity: ["certificate"],
  identities: ["certificate"],
  certificates: ["certificate", "bundle", "pkcs7"],
  crl: ["crl"],
} as const;

/** The control of one input of a target, by its kind. */
export function ServiceField({ id, name, field, value, error, onChange, suggest, label, texts }: ServiceFieldProps) {
  const own = wordsOf(name, texts.services);
  const text = { ...own, label: label ?? own.label };
  const choice = (each: string): string => (texts.services.choices as Readonly<Record<string, string>>)[each] ?? each;
  const shared = { id, label: text.label, help: text.help, ...(error === undefined ? {} : { error }) };
  switch (field.kind) {
    case "identity":
    case "crl":
      return (
        <FileNameField
          {...shared}
          optional={texts.common.optional}
          value={String(value)}
          onChange={(typed) => onChange(field.kind === "identity" ? basenameOf(typed) : typed)}
          kinds={kindsOf[field.kind]}
          suggest={suggest}
          texts={texts.form}
        />
      );
    case "identities":
    case "certificates":
      return (
        <StoredNames
          {...shared}
          names={value as readonly string[]}
          onChange={onChange}
          kinds={kindsOf[field.kind]}
          isBasename={field.kind === "identities"}
          suggest={suggest}
          texts={texts}
        />
      );
    case "choice":
      return (
        <SelectField
          {...shared}
          value={String(value)}
          options={field.choices.map((each) => ({ value: each, label: choice(each) }))}
          onChange={onChange}
        />
      );
    case "choices":
      return (
        <Choices
          {...shared}
          choices={field.choices.map((each) => ({ value: each, label: choice(each) }))}
          value={value as readonly string[]}
          onChange={onChange}
        />
      );
    case "flag":
      return (
        <label className={checkLineClass}>
          <input
            className="checkbox"
            type="checkbox"
            {...described(id, { help: text.help })}
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          <span>
            {text.label}
            <span className={clsx(helpClass, "block")} id={`${id}-help`}>
              {text.help}
            </span>
          </span>
        </label>
      );
    case "hosts":
      return (
        <Field {...shared} help={`${text.help} ${texts.services.form.listHelp}`} optional={texts.common.optional}>
          <textarea
            className={textAreaClass({ isMono: true }, "min-h-14!")}
            rows={2}
            {...described(id, { help: text.help, error })}
            value={String(value)}
            onChange={(event) => onChange(event.target.value)}
            spellCheck={false}
            placeholder={field.example}
          />
        </Field>
      );
    case "number":
      return <TextField {...shared} inputMode="numeric" value={String(value)} onChange={onChange} isMono />;
    case "root":
      return (
        <TextField
          {...shared}
          optional={texts.common.optional}
          value={String(value)}
          onChange={onChange}
          maxLength={300}
        />
      );
    case "host":
    case "text":
      return (
        <TextField
          {...shared}
          {...(field.kind === "host" && field.isRequired === true ? {} : { optional: texts.common.optional })}
          value={String(value)}
          onChange={onChange}
          isMono
          placeholder={field.example}
        />
      );
  }
}

const basenameOf = (fileName: string): string => fileName.replace(/\.(key|csr|crt|cer|pem)$/i, "");

export function wordsOf(name: string, texts: UiTexts["services"]): { readonly label: string; readonly help: string } {
  return (
    (texts.fields as Readonly<Record<string, { readonly label: string; readonly help: string }>>)[name] ?? {
      label: name,
      help: "",
    }
  );
}

interface ChoicesProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly error?: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function Choices({ id, label, help, error, choices, value, onChange }: ChoicesProps) {
  return (
    <fieldset className={fieldClass} id={id} aria-describedby={`${id}-help`}>
      <legend className={clsx(fieldLabelClass, "mb-1.5")}>{label}</legend>
      <div className="flex items-center flex-wrap gap-3">
        {choices.map((each) => (
          <label key={each.value} className={checkLineClass}>
            <input
              className="checkbox"
              type="checkbox"
              checked={value.includes(each.value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, each.value] : value.filter((other) => other !== each.value))
              }
            />
            {each.label}
          </label>
        ))}
      </div>
      {error === undefined ? null : <span className={errorLineClass}>{error}</span>}
      <span className={helpClass} id={`${id}-help`}>
        {fill(help, {})}
      </span>
    </fieldset>
  );
}
