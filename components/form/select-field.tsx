"use client";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { described, Field } from "./field";
import { selectClass, selectBoxClass } from "./controls";

interface SelectFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** The browser's own list: it is known to every screen reader and every phone. */
export function SelectField({ id, label, help, error, value, options, onChange }: SelectFieldProps) {
  return (
    <Field id={id} label={label} help={help} error={error}>
      <span className={selectBoxClass}>
        <select
          className={selectClass}
          {...described(id, { help, error })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden />
      </span>
    </Field>
  );
}
