"use client";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { textAreaClass } from "../form/controls";
import { described, Field } from "../form/field";
import { fieldPairClass, partClass } from "../form/layout";
import { TextField } from "../form/text-field";
import type { FieldErrors } from "../form/action-state";

/** What was typed of the limits of an authority. */
export interface LimitText {
  readonly pathLength: string;
  readonly permitted: string;
  readonly excluded: string;
  readonly purposes: string;
  readonly policies: string;
}

export const noLimits: LimitText = { pathLength: "", permitted: "", excluded: "", purposes: "", policies: "" };

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The fields of the command; what is empty is left out. */
export function limitsInput(text: LimitText) {
  const [permitted, excluded, policies] = [linesOf(text.permitted), linesOf(text.excluded), linesOf(text.policies)];
  const purposes = text.purposes.split(/[,\s]+/).filter((purpose) => purpose !== "");
  return {
    ...(text.pathLength.trim() === "" ? {} : { pathLength: Number(text.pathLength) }),
    ...(permitted.length + excluded.length === 0 ? {} : { nameConstraints: { permitted, excluded } }),
    ...(purposes.length === 0 ? {} : { purposes }),
    ...(policies.length === 0 ? {} : { policies }),
  };
}

/** The field of the form that a rule of the template speaks of. */
export function fieldOfFault(params: Readonly<Record<string, unknown>>): string {
  const [first] = (params["faults"] ?? []) as readonly { readonly path: string }[];
  const path = first?.path ?? "";
  if (path.includes(".permitted")) return "permitted";
  if (path.includes(".excluded")) return "excluded";
  if (path.startsWith("purposes")) return "purposes";
  return path.startsWith("policies") ? "policies" : "";
}

interface LimitFieldsProps {
  readonly text: LimitText;
  readonly onChange: (text: LimitText) => void;
  readonly errors: FieldErrors;
  readonly texts: UiTexts["authorities"]["limits"];
}

/** Path length, names, uses and policies: what an authority may certify. */
export function LimitFields({ text, onChange, errors, texts }: LimitFieldsProps) {
  const change = (part: Partial<LimitText>) => onChange({ ...text, ...part });
  const lines = (field: "permitted" | "excluded" | "policies", label: string, help: string | undefined) => (
    <Field id={field} label={label} help={help} error={errors[field]}>
      <textarea
        {...described(field, { help, error: errors[field] })}
        className={textAreaClass({ isMono: true })}
        rows={3}
        spellCheck={false}
        value={text[field]}
        onChange={(event) => change({ [field]: event.target.value })}
      />
    </Field>
  );
  return (
    <section className={partClass} aria-labelledby="part-limits">
      <header>
        <h2 id="part-limits">{texts.title}</h2>
        <p>{texts.lede}</p>
      </header>
      <TextField
        id="path-length"
        label={texts.pathLength}
        help={texts.pathLengthHelp}
        error={errors["pathLength"]}
        value={text.pathLength}
        onChange={(pathLength) => change({ pathLength })}
        inputMode="numeric"
      />
      <div className={fieldPairClass}>
        {lines("permitted", texts.permitted, texts.permittedHelp)}
        {lines("excluded", texts.excluded, undefined)}
      </div>
      <TextField
        id="purposes"
        label={texts.purposes}
        help={texts.purposesHelp}
        error={errors["purposes"]}
        value={text.purposes}
        onChange={(purposes) => change({ purposes })}
        isMono
      />
      {lines("policies", texts.policies, texts.policiesHelp)}
    </section>
  );
}
