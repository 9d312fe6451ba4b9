"use client";
import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps, type ReactNode } from "react";
import { described, Field } from "./field";

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
        className={isMono ? "in mono" : "in"}
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
      <span className="with">
        <input
          autoComplete="off"
          {...rest}
          {...described(id, { help, error })}
          className={isShown ? "in mono" : "in"}
          type={isShown ? "text" : "password"}
          onChange={(event) => onChange(event.target.value)}
        />
        <span className="suf">
          <button
            type="button"
            className="copy"
            aria-label={showWord}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff className="i s" aria-hidden /> : <Eye className="i s" aria-hidden />}
          </button>
        </span>
      </span>
    </Field>
  );
}
