import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { errorLineClass, fieldClass, helpClass, fieldLabelClass, labelNoteClass, labelWordClass } from "./controls";

interface FieldProps {
  /** Stem of the ids: the control is `id`, its help `id-help`, its error `id-error`. */
  readonly id: string;
  readonly label: string;
  /** The attribute's letter or word, in mono. */
  readonly at?: string;
  readonly optional?: string;
  readonly help?: ReactNode;
  readonly error?: string;
  readonly children: ReactNode;
}

/** Label above, control, error, help. */
export function Field({ id, label, at, optional, help, error, children }: FieldProps) {
  return (
    <div className={fieldClass}>
      <label htmlFor={id} className={fieldLabelClass}>
        {label}
        {at === undefined ? null : <span className={labelWordClass}>{at}</span>}
        {optional === undefined ? null : <span className={labelNoteClass}>{optional}</span>}
      </label>
      {children}
      {error === undefined ? null : (
        <span className={errorLineClass} id={`${id}-error`}>
          <CircleAlert className="size-3.5" aria-hidden />
          <span>{error}</span>
        </span>
      )}
      {help === undefined ? null : (
        <span className={helpClass} id={`${id}-help`}>
          {help}
        </span>
      )}
    </div>
  );
}

/** The attributes that tie a control to its help and its error. */
export function described(
  id: string,
  { help, error }: { readonly help?: unknown; readonly error?: string | undefined },
) {
  const ids = [error === undefined ? "" : `${id}-error`, help === undefined ? "" : `${id}-help`]
    .filter(Boolean)
    .join(" ");
  return {
    id,
    "aria-invalid": error === undefined ? undefined : true,
    "aria-describedby": ids === "" ? undefined : ids,
  } as const;
}
