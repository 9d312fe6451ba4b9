"use client";
import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps, type ReactNode } from "react";
import { described, Field } from "./field";
import { fieldWithClass, controlClass } from "./controls";
import { iconButtonClass } from "../ui/button";

interface TextFieldProps extends Omit<ComponentProps<"input">, "onChange" | "value"> {
  readonly id: string;
  readonly label: string;
  readonly at?: string;
  readonly optional?: string;
  readonly help?: ReactNode;
  readonly error?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isMono?: boolean;
}

export function TextField({ id, label, at, optional, help, error, onChange, isMono = false, ...rest }: TextFieldProps) {
  return (
    <Field id={id} label={label} at={at} optional={optional} help={help} error={error}>
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...described(id, { help, error })}
        className={controlClass({ isMono })}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

interface SecretFieldProps extends Omit<TextFieldProps, "type" | "isMono"> {
  readonly showWord: string;
  /** A passphrase that was made here has to be seen. */
  readonly isShownFirst?: boolean;
}

/** Masked; it can be looked at, and it never leaves its field but with the form. */
export function SecretField({
  id,
  label,
  optional,
  help,
  error,
  onChange,
  showWord,
  isShownFirst = false,
  ...rest
}: SecretFieldProps) {
  const [isShown, setShown] = useState(isShownFirst);
  return (
    <Field id={id} label={label} optional={optional} help={help} error={error}>
      <span className={fieldWithClass}>
        <input
          autoComplete="off"
          {...rest}
          {...described(id, { help, error })}
          className={controlClass({ isMono: isShown })}
          type={isShown ? "text" : "password"}
          onChange={(event) => onChange(event.target.value)}
        />
        <span data-after="">
          <button
            type="button"
            className={iconButtonClass}
            aria-label={showWord}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff className="size-3.5" aria-hidden /> : <Eye className="size-3.5" aria-hidden />}
          </button>
        </span>
      </span>
    </Field>
  );
}
