"use client";
import { useEffect, useRef, type ReactNode } from "react";
import { Banner } from "../ui/banner";
import type { FieldErrors } from "./action-state";

interface ErrorSummaryProps {
  readonly title: string;
  readonly errors: FieldErrors;
  readonly failures: number;
  /** Field → the words of its label and the id of its control. */
  readonly fields: Readonly<Record<string, { readonly label: string; readonly id: string }>>;
  /** What mends all of it at once. */
  readonly actions?: ReactNode;
}

/** On top of a form that was refused: takes focus, and each line leads to its field. */
export function ErrorSummary({ title, errors, failures, fields, actions }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failures > 0) box.current?.focus();
  }, [failures]);
  const list = Object.entries(errors);
  if (list.length === 0) return null;
  return (
    <div className="mb-6">
      <Banner tone="danger" title={title} role="alert" ref={box} tabIndex={-1} actions={actions}>
        <ul>
          {list.map(([name, text]) => {
            const field = fields[name];
            return (
              <li key={name}>
                {field === undefined ? (
                  name === "" ? (
                    text
                  ) : (
                    `${name}: ${text}`
                  )
                ) : (
                  <a
                    href={`#${field.id}`}
                    onClick={(event) => focusField(event, field.id)}
                  >{`${field.label}: ${text}`}</a>
                )}
              </li>
            );
          })}
        </ul>
      </Banner>
    </div>
  );
}

function focusField(event: React.MouseEvent, id: string): void {
  const control = document.getElementById(id);
  if (control === null) return;
  event.preventDefault();
  control.focus();
  control.scrollIntoView({ block: "center" });
}
