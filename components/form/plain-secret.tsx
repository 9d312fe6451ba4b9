"use client";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { described, Field } from "./field";
import { fieldWithClass, controlClass } from "./controls";
import { iconButtonClass } from "../ui/button";

/** A masked field whose text no state holds: it is in the field alone, and leaves with the form. */
export function PlainSecret({
  id,
  name = id,
  label,
  help,
  error,
  showWord,
  emptyWord,
}: {
  readonly id: string;
  readonly name?: string;
  readonly label: string;
  readonly help?: string;
  readonly error?: string;
  readonly showWord: string;
  /** Label of a box that says that the passphrase is empty, sent as `empty:<name>`; absent where that is not asked. */
  readonly emptyWord?: string;
}) {
  const [isShown, setShown] = useState(false);
  return (
    <Field id={id} label={label} help={help} error={error}>
      <span className={fieldWithClass}>
        <input
          name={name}
          autoComplete="off"
          spellCheck={false}
          {...described(id, { help, error })}
          className={controlClass({ isMono: isShown })}
          type={isShown ? "text" : "password"}
        />
        <span data-after="">
          <button
            type="button"
            className={iconButtonClass}
            aria-label={`${showWord}: ${label}`}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff className="size-3.5" aria-hidden /> : <Eye className="size-3.5" aria-hidden />}
          </button>
        </span>
      </span>
      {emptyWord === undefined ? null : (
        <label className="flex items-center gap-2 text-sm">
          <input type="checkbox" className="checkbox" name={`empty:${name}`} />
          {emptyWord}
        </label>
      )}
    </Field>
  );
}
