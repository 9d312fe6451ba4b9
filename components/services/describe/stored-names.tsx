"use client";
import { clsx } from "clsx";
import { ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button, iconButtonClass } from "../../ui/button";
import { FileNameField, type SuggestFiles } from "../../pickers/file-name-field";
import { cardClass, fileListClass } from "../../styles/card";

interface StoredNamesProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly error?: string;
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
  readonly kinds: readonly string[];
  /** Identities go by their name, lists by their file. */
  readonly isBasename: boolean;
  readonly suggest: SuggestFiles;
  readonly texts: Pick<UiTexts, "services" | "form" | "common">;
}

/** Several stored names in an order that matters: picked one by one, moved up, taken out. */
export function StoredNames({
  id,
  label,
  help,
  error,
  names,
  onChange,
  kinds,
  isBasename,
  suggest,
  texts,
}: StoredNamesProps) {
  const [typed, setTyped] = useState("");
  const text = texts.services.form;
  function add(): void {
    const name = isBasename ? typed.trim().replace(/\.(key|csr|crt|cer|pem)$/i, "") : typed.trim();
    if (name === "" || names.includes(name)) return;
    onChange([...names, name]);
    setTyped("");
  }
  const up = (index: number): void =>
    onChange(names.map((name, at) => (at === index - 1 ? names[index]! : at === index ? names[index - 1]! : name)));
  return (
    <div className="grid grid-cols-1 content-start gap-2">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 [&>button]:mt-6">
        <FileNameField
          id={id}
          label={label}
          help={help}
          optional={texts.common.optional}
          {...(error === undefined ? {} : { error })}
          value={typed}
          onChange={setTyped}
          kinds={kinds}
          suggest={suggest}
          texts={texts.form}
        />
        <Button icon={<Plus aria-hidden />} onClick={add}>
          {text.addName}
        </Button>
      </div>
      {names.length === 0 ? null : (
        <ol className={clsx(cardClass, fileListClass)} aria-label={text.chosen}>
          {names.map((name, index) => (
            <li key={name}>
              <span className="mono grow min-w-0 wrap-anywhere">{name}</span>
              {index === 0 ? null : (
                <button
                  type="button"
                  className={iconButtonClass}
                  aria-label={fill(text.up, { name })}
                  onClick={() => up(index)}
                >
                  <ArrowUp className="size-3.5" aria-hidden />
                </button>
              )}
              <button
                type="button"
                className={iconButtonClass}
                aria-label={fill(text.remove, { name })}
                onClick={() => onChange(names.filter((each) => each !== name))}
              >
                <X className="size-3.5" aria-hidden />
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
