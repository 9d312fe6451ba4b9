"use client";
import { useRouter } from "next/navigation";
import { useState, type ComponentProps, type ReactNode } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Field as TargetField, Fields } from "@/lib/targets/fields.ts";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { ErrorSummary } from "../../form/error-summary";
import type { SuggestFiles } from "../../pickers/file-name-field";
import type { FieldErrors, ActionState } from "../../form/action-state";
import { ServiceField, wordsOf, type FieldValue } from "./service-field";
import { TextField } from "../../form/text-field";
import type { RowValue, Values } from "./service-start";
import { ChoiceMatrix, MendClash, sentenceOfClash } from "./choice-matrix";
import { countsOf, type Needed, NeededCertificates } from "./needed-certificates";
import { type PortClash, portClashes } from "./port-clashes";
import { RowsTable } from "./rows-table";
import { useNeeded } from "./use-needed";
import { useCommand } from "../../form/use-command";
import { formFootClass, formGridClass, partClass } from "../../form/layout";

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
  ) => Promise<ActionState<{ readonly certificates: Needed; readonly shown: ReactNode }>>;
  readonly save: (input: ServiceInput) => Promise<ActionState<{ readonly name: string }>>;
  readonly suggest: SuggestFiles;
  readonly texts: Pick<UiTexts, "services" | "servicePage" | "form" | "common">;
  readonly locale: Locale;
  readonly zone: string;
  /** Below the list of certificates. */
  readonly beside?: ReactNode;
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
  zone,
  beside,
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
  const clashing = Object.entries(fields).flatMap(([field, definition]) => {
    const choices = definition.kind === "rows" ? choicesIn(definition) : null;
    return choices === null ? [] : portClashes(fields, choices, values[field] as readonly RowValue[], values);
  });
  const machines = machinesIn(fields, values, texts.servicePage.describe.unnamed);
  const mend = (each: NonNullable<PortClash["mend"]>) => set(each.field, String(each.port));
  const needed = useNeeded({ target, inputs: values }, check);
  const describe = texts.servicePage.describe;
  return (
    <div className={formGridClass}>
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
          fields={labelsOf(errors, texts.services)}
        />
        {clashing.length === 0 ? null : (
          <div className="mb-6">
            <Banner tone="warn" role="status" title={count(locale, describe.clashes, clashing.length)}>
              {clashing.map((clash, index) => (
                <p key={index}>
                  {sentenceOfClash(clash, machines, texts)} <MendClash clash={clash} onMend={mend} texts={texts} />
                </p>
              ))}
            </Banner>
          </div>
        )}
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
            {part[0]![1].kind === "rows" ? (
              <RowsPart
                name={part[0]![0]}
                field={part[0]![1]}
                values={values}
                machines={machines}
                clashes={clashing}
                errors={errors}
                onChange={(rows) => set(part[0]![0], rows)}
                onMend={mend}
                suggest={suggest}
                texts={texts}
              />
            ) : (
              <div className={fieldsClass}>
                {part.map(([field, definition]) =>
                  definition.kind === "rows" ? null : (
                    <div
                      key={field}
                      className={isShort(definition) ? undefined : "col-span-full grid grid-cols-1 content-start gap-4"}
                    >
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
                    </div>
                  ),
                )}
              </div>
            )}
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
          <div className="mt-6" role="status">
            {checking.value.shown}
          </div>
        )}
      </form>
      <aside>
        <NeededCertificates needed={needed} texts={texts} viewer={{ locale, zone }} />
        {beside}
      </aside>
      {needed === null ? null : <NeededBar needed={needed} texts={describe} />}
    </div>
  );
}

/** On a phone the list is far below: its three numbers stay in view. */
function NeededBar({ needed, texts }: { readonly needed: Needed; readonly texts: UiTexts["servicePage"]["describe"] }) {
  const { all, found, toMake } = countsOf(needed);
  return (
    <p className="sticky bottom-0 -mx-4 flex gap-4 border-t border-line-strong bg-raised px-4 py-3 text-sm text-muted md:hidden [&_b]:text-ink">
      <span>
        <b>{all}</b> {texts.certificates}
      </span>
      <span>
        <b>{found}</b> {texts.foundCount}
      </span>
      <span>
        <b>{toMake}</b> {texts.toMakeCount}
      </span>
      <a className="ml-auto font-medium" href="#needs">
        {texts.show}
      </a>
    </p>
  );
}

interface RowsPartProps extends ComponentProps<typeof RowsTable>, Pick<ComponentProps<typeof ChoiceMatrix>, "onMend"> {
  readonly values: Values;
  readonly machines: readonly string[];
  readonly clashes: readonly PortClash[];
}

/** A table of rows under its own heading; boxes to tick for each row are a matrix below it. */
function RowsPart({ values, machines, clashes, onMend, ...table }: Omit<RowsPartProps, "rows">) {
  const own = wordsOf(table.name, table.texts.services);
  const rows = values[table.name] as readonly RowValue[];
  const choices = choicesIn(table.field);
  return (
    <>
      <header>
        <h2>{own.label}</h2>
        <p>{own.help}</p>
      </header>
      <RowsTable {...table} rows={rows} />
      {choices === null ? null : (
        <div className="mt-4">
          <ChoiceMatrix
            {...choices}
            rows={rows}
            machines={machines}
            values={values}
            clashes={clashes}
            onChange={table.onChange}
            onMend={onMend}
            texts={table.texts}
          />
        </div>
      )}
    </>
  );
}

type Entry = readonly [string, TargetField];
type RowsField = Extract<TargetField, { readonly kind: "rows" }>;

/** The boxes to tick for each row, with the name of their field; null without. */
function choicesIn({ fields }: RowsField) {
  for (const [name, field] of Object.entries(fields)) if (field.kind === "choices") return { name, field };
  return null;
}

/** What the machines are called in the form: the first label of their host name. */
function machinesIn(fields: Fields, values: Values, unnamed: string): readonly string[] {
  const found = Object.entries(fields).find(([, each]) => each.kind === "rows" && choicesIn(each) !== null);
  if (found === undefined || found[1].kind !== "rows") return [];
  const host = Object.entries(found[1].fields).find(([, { kind }]) => kind === "host")?.[0];
  return (values[found[0]] as readonly RowValue[]).map((row, index) => {
    const typed = host === undefined ? "" : String(row[host] ?? "").trim();
    return typed === "" ? fill(unnamed, { n: index + 1 }) : typed.split(".")[0]!;
  });
}

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
function labelsOf(errors: FieldErrors, texts: UiTexts["services"]) {
  return Object.fromEntries(
    Object.keys(errors).map((field) => [
      field,
      { label: field === "name" ? texts.form.name : wordsOf(field.split(".").at(-1) ?? field, texts).label, id: field },
    ]),
  );
}
