"use client";
import { clsx } from "clsx";
import { Plus, X } from "lucide-react";
import type { ClipboardEvent } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Field } from "@/lib/targets/fields.ts";
import { Button, iconButtonClass } from "../../ui/button";
import type { FieldErrors } from "../../form/action-state";
import type { SuggestFiles } from "../../pickers/file-name-field";
import { cardClass } from "../../styles/card";
import { ServiceField, wordsOf } from "./service-field";
import { emptyRow, type RowValue } from "./service-start";

type InnerField = Exclude<Field, { readonly kind: "rows" }>;

/** How much of a row each kind of field takes. */
function widthOf({ kind }: Field): string {
  switch (kind) {
    case "host":
    case "identity":
    case "hosts":
    case "identities":
    case "certificates":
      return "md:basis-0 md:grow-[2] md:min-w-0";
    case "number":
    case "text":
      return "md:basis-20 md:flex-none";
    default:
      return "md:basis-0 md:grow md:min-w-24";
  }
}

/* In a wide window the head names the columns, and the labels are for screen readers; on a phone each cell has its own. */
const cellClass = [
  "min-w-0 md:[&_label]:sr-only [&_[id$='-help']]:sr-only md:[&_textarea]:min-h-(--control-height)!",
  "md:[&_textarea]:h-(--control-height) md:[&_textarea]:py-1",
].join(" ");
const rowClass = [
  "flex items-start gap-2 border-t py-2 pr-2 pl-3 first-of-type:border-t-0",
  "max-md:grid max-md:grid-cols-[minmax(0,1fr)_40px] max-md:gap-y-2 max-md:[&>div]:col-span-full",
  "max-md:[&>div:first-of-type]:col-span-1",
].join(" ");

interface RowsTableProps {
  readonly name: string;
  readonly field: Extract<Field, { readonly kind: "rows" }>;
  readonly rows: readonly RowValue[];
  readonly errors: FieldErrors;
  readonly onChange: (rows: readonly RowValue[]) => void;
  readonly suggest: SuggestFiles;
  readonly texts: Pick<UiTexts, "services" | "servicePage" | "form" | "common">;
}

/** Rows of fields, edited in place; several host names that are pasted into one field become rows. */
export function RowsTable({ name, field, rows, errors, onChange, suggest, texts }: RowsTableProps) {
  const text = texts.services.form;
  const describe = texts.servicePage.describe;
  // What has boxes to tick for each row is a matrix of its own.
  const columns = Object.entries(field.fields).filter(
    (entry): entry is [string, InnerField] => entry[1].kind !== "rows" && entry[1].kind !== "choices",
  );
  const isMachines = Object.values(field.fields).some(({ kind }) => kind === "choices");
  const hostColumn = columns.find(([, { kind }]) => kind === "host")?.[0];
  const set = (index: number, column: string, value: RowValue[string]) =>
    onChange(rows.map((each, at) => (at === index ? { ...each, [column]: value } : each)));

  function paste(event: ClipboardEvent<HTMLFieldSetElement>, index: number): void {
    const target = event.target instanceof HTMLInputElement ? event.target : null;
    if (hostColumn === undefined || target?.id !== `${name}.${index}.${hostColumn}`) return;
    const hosts = event.clipboardData
      .getData("text")
      .split(/[\s,;]+/)
      .filter((host) => host !== "");
    if (hosts.length < 2) return;
    event.preventDefault();
    const all = [...rows];
    for (const [at, host] of hosts.slice(0, field.most - index).entries())
      all[index + at] = { ...(all[index + at] ?? emptyRow(field.fields)), [hostColumn]: host };
    onChange(all);
  }

  return (
    <div className={cardClass}>
      {rows.length === 0 ? null : (
        <div
          className="flex h-8.5 items-center gap-2 rounded-t-[7px] border-b bg-sunken pr-10 pl-3 text-xs font-medium text-subtle max-md:hidden"
          aria-hidden="true"
        >
          {columns.map(([column, inner]) => (
            <span
              key={column}
              className={clsx(widthOf(inner), "truncate")}
              title={wordsOf(column, texts.services).help}
            >
              {wordsOf(column, texts.services).label}
            </span>
          ))}
        </div>
      )}
      {rows.map((row, index) => (
        <fieldset key={index} className={rowClass} onPaste={(event) => paste(event, index)}>
          <legend className="sr-only">{fill(text.row, { n: index + 1 })}</legend>
          {columns.map(([column, inner]) => (
            <div key={column} className={clsx(cellClass, widthOf(inner))}>
              <ServiceField
                id={`${name}.${index}.${column}`}
                name={column}
                field={inner}
                label={fill(describe.column, { label: wordsOf(column, texts.services).label, n: index + 1 })}
                value={row[column] ?? ""}
                {...(errors[`${name}.${index}.${column}`] === undefined
                  ? {}
                  : { error: errors[`${name}.${index}.${column}`] })}
                onChange={(value) => set(index, column, value)}
                suggest={suggest}
                texts={texts}
              />
            </div>
          ))}
          {rows.length > field.least ? (
            <button
              type="button"
              className={clsx(iconButtonClass, "mt-1 max-md:col-start-2 max-md:row-start-1 max-md:mt-6")}
              aria-label={fill(text.removeRow, { n: index + 1 })}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              <X className="size-4" aria-hidden />
            </button>
          ) : (
            <span className="size-6 flex-none max-md:hidden" />
          )}
        </fieldset>
      ))}
      {rows.length < field.most ? (
        <div className="flex flex-wrap items-center gap-2 border-t px-2 py-1.5 text-xs text-subtle first:border-t-0">
          <Button
            size="sm"
            variant="ghost"
            icon={<Plus aria-hidden />}
            onClick={() => onChange([...rows, emptyRow(field.fields)])}
          >
            {isMachines ? describe.addMachine : text.addRow}
          </Button>
          {isMachines ? <span>{describe.pasteHosts}</span> : null}
        </div>
      ) : null}
    </div>
  );
}
