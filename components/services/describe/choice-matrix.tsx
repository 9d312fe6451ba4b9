"use client";
import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Field } from "@/lib/targets/fields.ts";
import { errorLineClass } from "../../form/controls";
import { choicesNow, type PortClash, portsOf } from "./port-clashes";
import type { RowValue, Values } from "./service-start";
import { wordsOf } from "./service-field";

/* Wider than its place, it moves sideways under its first column. */
const matrixClass = [
  "overflow-x-auto rounded-card border [&_:is(td,th)]:text-center [&_td]:h-10 [&_td]:min-w-26 [&_td]:px-2 [&_td]:py-1",
  "[&_thead_th]:text-ink [&_:is(td,th):first-child]:sticky [&_:is(td,th):first-child]:left-0",
  "[&_:is(td,th):first-child]:text-left [&_tbody_th]:bg-surface [&_tbody_th]:text-sm [&_tbody_th]:text-ink",
  "[&_tbody_th]:h-10 [&_tbody_th]:whitespace-normal [&_tr:last-child>*]:border-b-0 max-md:[&_td]:min-w-18",
].join(" ");

const portClass =
  "ml-2 inline-block min-w-11 text-left font-mono text-xs/4 text-subtle max-md:mx-0 max-md:block max-md:text-center";

interface ChoiceMatrixProps {
  /** Name of the field within a row, and the field. */
  readonly name: string;
  readonly field: Extract<Field, { readonly kind: "choices" }>;
  readonly rows: readonly RowValue[];
  readonly machines: readonly string[];
  readonly values: Values;
  readonly clashes: readonly PortClash[];
  readonly onChange: (rows: readonly RowValue[]) => void;
  readonly onMend: (mend: NonNullable<PortClash["mend"]>) => void;
  readonly texts: Pick<UiTexts, "services" | "servicePage">;
}

/** What runs where, read across: a box for each role on each machine, with its ports beside it. */
export function ChoiceMatrix({
  name,
  field,
  rows,
  machines,
  values,
  clashes,
  onChange,
  onMend,
  texts,
}: ChoiceMatrixProps) {
  const text = texts.servicePage.describe;
  const { now, other } = choicesNow(field, values);
  const word = (choice: string): string =>
    (texts.services.choices as Readonly<Record<string, string>>)[choice] ?? choice;
  const tickedIn = (row: RowValue): readonly string[] => {
    const ticked = row[name];
    return Array.isArray(ticked) ? (ticked as readonly string[]) : [];
  };
  // What the other release has stays ticked until it is taken out here, so it has to be seen.
  const shown = [...now, ...other.filter((choice) => rows.some((row) => tickedIn(row).includes(choice)))];
  const set = (index: number, choice: string, isTicked: boolean) =>
    onChange(
      rows.map((row, at) => {
        if (at !== index) return row;
        const ticked = new Set(tickedIn(row));
        if (isTicked) ticked.add(choice);
        else ticked.delete(choice);
        return { ...row, [name]: field.choices.filter((each) => ticked.has(each)) };
      }),
    );
  const absent = other.filter((choice) => !shown.includes(choice));
  return (
    <div className="grid gap-3">
      <header>
        <h2 className="text-section">{text.matrix}</h2>
        <p className="text-sm text-muted">{text.matrixHelp}</p>
      </header>
      <div className={matrixClass} tabIndex={0} role="region" aria-label={text.matrix}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.what}</th>
              {machines.map((machine, index) => (
                <th key={index} scope="col">
                  {machine}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((choice) => (
              <tr key={choice}>
                <th scope="row">{word(choice)}</th>
                {rows.map((row, index) => {
                  const isTicked = tickedIn(row).includes(choice);
                  const clash = clashes.filter((each) => each.row === index && each.choices.includes(choice));
                  return (
                    <td key={index}>
                      <label className="inline-flex min-h-8 items-center max-md:flex-col max-md:justify-center">
                        <input
                          className="checkbox"
                          type="checkbox"
                          aria-label={fill(text.tick, { choice: word(choice), machine: machines[index] ?? "" })}
                          aria-invalid={clash.length > 0 || undefined}
                          aria-describedby={clash.length > 0 ? "clashes" : undefined}
                          checked={isTicked}
                          onChange={(event) => set(index, choice, event.target.checked)}
                        />
                        {field.ports === undefined ? null : (
                          <span className={portClass}>
                            {isTicked
                              ? portsOf(field, choice, values).map(({ port }, at) => (
                                  <span
                                    key={at}
                                    className={clsx(
                                      clash.some((each) => each.port === port) &&
                                        "text-danger underline decoration-danger-mark decoration-wavy underline-offset-4",
                                    )}
                                  >
                                    {at === 0 ? ":" : " :"}
                                    {port}
                                  </span>
                                ))
                              : null}
                          </span>
                        )}
                      </label>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {clashes.length === 0 ? null : (
        <ul className="grid gap-1" id="clashes">
          {clashes.map((clash, index) => (
            <li key={index} className={errorLineClass}>
              <CircleAlert className="size-3.5" aria-hidden />
              <span>
                {sentenceOfClash(clash, machines, texts)} <MendClash clash={clash} onMend={onMend} texts={texts} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {absent.length === 0 ? null : (
        <p className="text-xs text-subtle">{fill(text.otherRelease, { choices: absent.map(word).join(", ") })}</p>
      )}
    </div>
  );
}

export function sentenceOfClash(
  { row, port, choices: [one, other] }: PortClash,
  machines: readonly string[],
  { services, servicePage }: Pick<UiTexts, "services" | "servicePage">,
): string {
  const text = servicePage.describe;
  const words = services.choices as Readonly<Record<string, string>>;
  const facts = { machine: machines[row] ?? "", one: words[one] ?? one, other: words[other] ?? other, port };
  return fill(one === other ? text.clashSelf : text.clash, facts);
}

/** One click that moves one of both to a port that is free. */
export function MendClash({
  clash: { mend },
  onMend,
  texts,
}: Pick<ChoiceMatrixProps, "onMend" | "texts"> & { readonly clash: PortClash }) {
  if (mend === null) return null;
  return (
    <button type="button" className="font-medium text-accent-text underline" onClick={() => onMend(mend)}>
      {fill(texts.servicePage.describe.clashUse, {
        port: mend.port,
        field: wordsOf(mend.field, texts.services).label,
      })}
    </button>
  );
}
