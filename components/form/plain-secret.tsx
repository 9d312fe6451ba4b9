"use client";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { described, Field } from "./field";

/** A masked field whose text no state holds: it is in the field alone, and leaves with the form. */
export function PlainSecret({
  id,
  name = id,
  label,
  help,
  error,
  showWord,
}: {
  readonly id: string;
  readonly name?: string;
  readonly label: string;
  readonly help?: string;
  readonly error?: string;
  readonly showWord: string;
}) {
  const [isShown, setShown] = useState(false);
  return (
    <Field id={id} label={label} help={help} error={error}>
      <span className="with">
        <input
          name={name}
          autoComplete="off"
          spellCheck={false}
          {...described(id, { help, error })}
          className={isShown ? "in mono" : "in"}
          type={isShown ? "text" : "password"}
        />
        <span className="suf">
          <button
            type="button"
            className="copy"
            aria-label={`${showWord}: ${label}`}
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
