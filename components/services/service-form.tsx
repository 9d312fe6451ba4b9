"use client";
import { clsx } from "clsx";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { sentenceOfCheck } from "@/lib/i18n/sentences/preflight.ts";
import type { CheckResult } from "@/lib/targets/preflight.ts";
import type { Field as TargetField, Fields } from "@/lib/targets/fields.ts";
import { VerdictMark } from "../ui/verdict";
import { Button } from "../ui/button";
import { ErrorSummary } from "../form/error-summary";
import type { SuggestFiles } from "../pickers/file-name-field";
import type { FieldErrors, ActionState } from "../form/action-state";
import { ServiceField, wordsOf, type FieldValue } from "./service-field";
import { TextField } from "../form/text-field";
import { emptyRow, type RowValue, type Values } from "./service-start";
import { useCommand } from "../form/use-command";
import { formFootClass, partClass } from "../form/layout";
import { cardClass } from "../styles/card";

const fieldsClass = "grid grid-cols-2 items-start gap-x-5 gap-y-4 max-[761px]:grid-cols-1";

interface ServiceInput {
  readonly name: string;
  readonly target: string;
  readonly inputs: Values;
  readonly previous?: string;
  readonly since?: string;
}

interface ServiceFormProps {
  readonly target: string;
  readonly fields: Fields;
  readonly start: { readonly name: string; readonly values: Values };
  /** The service that is changed, and when it was last changed; null for a new one. */
  readonly previous: { readonly name: string; readonly since: string } | null;
  readonly check: (
    input: Omit<ServiceInput, "name" | "previous" | "since">,
  ) => Promise<ActionState<{ readonly checks: readonly CheckResult[] }>>;
  readonly save: (input: ServiceInput) => Promise<ActionState<{ readonly name: string }>>;
  readonly suggest: SuggestFiles;
  readonly texts: Pick<UiTexts, "services" | "form" | "common">;
  readonly locale: Locale;
}

/** A form of a target's fields; what is typed goes as text, the console reads it by the field's kind. */
export function ServiceForm({
  target,
  fields,
  start,
  previous,
  save,
  check,
  suggest,
  texts,
  locale,
}: ServiceFormProps) {
  const router = useRouter();
  const [name, setName] = useState(start.name);
  const [values, setValues] = useState(start.values);
  const command = useCommand(save, {
    locale,
    fields: { "service.name-in-use": "name" },
    unreachable: texts.common.unreachable,
  });
  const checking = useCommand(check, { locale, fields: {}, unreachable: texts.common.unreachable });
  const errors = Object.fromEntries(
    Object.entries({ ...checking.errors, ...command.errors }).map(([field, text]) => [
      field.replace(/^inputs\./, ""),
      text,
    ]),
  );
  const text = texts.services.form;
  const set = (field: string, value: FieldValue | readonly RowValue[]) =>
    setValues((known) => ({ ...known, [field]: value }));
  async function submit(): Promise<void> {
    const reply = await command.run({
      name,
      target,
      inputs: values,
      ...(previous === null ? {} : { previous: previous.name, since: previous.since }),
    });
    if (reply?.ok === true) router.push(`/services/${encodeURIComponent(reply.value.name)}`);
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary
        title={Object.keys(errors).length > 1 ? count(locale, text.errors, Object.keys(errors).length) : text.failed}
        errors={errors}
        failures={command.failures + checking.failures}
        fields={weeksOf(errors, texts.services)}
      />
      <section className={partClass}>
        <TextField
          id="name"
          label={text.name}
          help={text.nameHelp}
          {...errorOf(errors, "name")}
          value={name}
          onChange={setName}
        />
      </section>
      {partsOf(fields).map((part) => (
        <section className={partClass} key={part[0]![0]}>
          <div className={fieldsClass}>
            {part.map(([field, definition]) => (
              <div
                key={field}
                className={isShort(definition) ? undefined : "col-span-full grid grid-cols-1 content-start gap-4"}
              >
                {definition.kind === "rows" ? (
                  <Rows
                    name={field}
                    field={definition}
                    rows={values[field] as readonly RowValue[]}
                    errors={errors}
                    onChange={(rows) => set(field, rows)}
                    suggest={suggest}
                    texts={texts}
                  />
                ) : (
                  <ServiceField
                    id={field}
                    name={field}
                    field={definition}
                    value={values[field] as FieldValue}
                    {...errorOf(errors, field)}
                    onChange={(value) => set(field, value)}
                    suggest={suggest}
                    texts={texts}
                  />
                )}
              </div>
            ))}
          </div>
        </section>
      ))}
      <div className={formFootClass}>
        <Button type="submit" variant="primary" isBusy={command.isBusy}>
          {text.act}
        </Button>
        <Button isBusy={checking.isBusy} onClick={() => void checking.run({ target, inputs: values })}>
          {text.check}
        </Button>
      </div>
      {checking.value === null ? null : (
        <Checked checks={checking.value.checks} texts={texts.services} locale={locale} />
      )}
    </form>
  );
}

/** The checks of the inputs as typed, nothing saved. */
function Checked({
  checks,
  texts,
  locale,
}: {
  readonly checks: readonly CheckResult[];
  readonly texts: UiTexts["services"];
  readonly locale: Locale;
}) {
  const open = checks.filter(({ status }) => status !== "pass");
  return (
    <section className="mt-6" role="status">
      <p className="text-sm text-muted mb-3">
        {fill(texts.page.ofAll, { passed: checks.length - open.length, all: checks.length })}
      </p>
      {open.length === 0 ? null : (
        <ul className={cardClass}>
          {open.map((check, index) => (
            <li key={`${check.code} ${index}`} className="finding">
              <VerdictMark status={check.status} word={texts.status[check.status]} />
              <p className="text-ink wrap-anywhere">{sentenceOfCheck(check, locale)}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type Entry = readonly [string, TargetField];

/** Tables of rows stand by themselves; the fields between them belong together. */
function partsOf(fields: Fields): readonly (readonly Entry[])[] {
  return Object.entries(fields).reduce<readonly (readonly Entry[])[]>((parts, entry) => {
    const last = parts.at(-1);
    const isAlone = entry[1].kind === "rows" || last === undefined || last.some(([, { kind }]) => kind === "rows");
    return isAlone ? [...parts, [entry]] : [...parts.slice(0, -1), [...last, entry]];
  }, []);
}

/** A choice, a number or a word leaves room for another beside it. */
const isShort = ({ kind }: TargetField): boolean =>
  kind === "choice" || kind === "number" || kind === "text" || kind === "host" || kind === "identity" || kind === "crl";

const errorOf = (errors: FieldErrors, field: string) => (errors[field] === undefined ? {} : { error: errors[field] });

/** Labels of the fields that an error speaks of, for the summary. */
function weeksOf(errors: FieldErrors, texts: UiTexts["services"]) {
  return Object.fromEntries(
    Object.keys(errors).map((field) => [
      field,
      { label: field === "name" ? texts.form.name : wordsOf(field.split(".").at(-1) ?? field, texts).label, id: field },
    ]),
  );
}

interface RowsProps {
  readonly name: string;
  readonly field: Extract<TargetField, { readonly kind: "rows" }>;
  readonly rows: readonly RowValue[];
  readonly errors: FieldErrors;
  readonly onChange: (rows: readonly RowValue[]) => void;
  readonly suggest: SuggestFiles;
  readonly texts: Pick<UiTexts, "services" | "form" | "common">;
}

function Rows({ name, field, rows, errors, onChange, suggest, texts }: RowsProps) {
  const text = texts.services.form;
  const own = wordsOf(name, texts.services);
  return (
    <>
      <header>
        <h2 className="text-section">{own.label}</h2>
        <p className="text-muted text-sm">{own.help}</p>
      </header>
      {rows.map((row, index) => (
        <fieldset key={index} className={clsx(cardClass, "grid grid-cols-1 content-start gap-4 p-4")}>
          <legend className="sr-only">{fill(text.row, { n: index + 1 })}</legend>
          <div className={fieldsClass}>
            {Object.entries(field.fields).map(([inner, definition]) =>
              definition.kind === "rows" ? null : (
                <div
                  key={inner}
                  className={isShort(definition) && definition.kind !== "host" ? undefined : "col-span-full"}
                >
                  <ServiceField
                    id={`${name}.${index}.${inner}`}
                    name={inner}
                    field={definition}
                    value={row[inner] ?? ""}
                    {...errorOf(errors, `${name}.${index}.${inner}`)}
                    onChange={(value) =>
                      onChange(rows.map((each, at) => (at === index ? { ...each, [inner]: value } : each)))
                    }
                    suggest={suggest}
                    texts={texts}
                  />
                </div>
              ),
            )}
          </div>
          {rows.length > field.least ? (
            <div>
              <Button size="sm" variant="ghost" onClick={() => onChange(rows.filter((_, at) => at !== index))}>
                {fill(text.removeRow, { n: index + 1 })}
              </Button>
            </div>
          ) : null}
        </fieldset>
      ))}
      {rows.length < field.most ? (
        <div>
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => onChange([...rows, emptyRow(field.fields)])}>
            {text.addRow}
          </Button>
        </div>
      ) : null}
    </>
  );
}
