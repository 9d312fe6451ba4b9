"use client";
import { clsx } from "clsx";
import { ClipboardPaste, FileUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { ChooseFiles } from "../pickers/choose-files";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import type { Source } from "./verify-question";
import { fieldClass, labelClass, fieldLabelClass, textAreaClass } from "../form/controls";
import { chipButtonClass, chipClass } from "../styles/chip";

interface SourcesFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly optional?: string;
  readonly error?: string;
  readonly kinds: readonly string[];
  /** More than one may be given. */
  readonly isMany: boolean;
  readonly sources: readonly Source[];
  readonly onChange: (sources: readonly Source[]) => void;
  /** A file of the person's own. */
  readonly onFile: (file: File) => void;
  readonly suggest: SuggestFiles;
  readonly texts: { readonly verify: UiTexts["verify"]; readonly form: UiTexts["form"] };
  readonly locale: Locale;
}

const nameOf = (source: Source): string => (source.kind === "stored" ? source.name : source.label);

function textSource(text: string, texts: UiTexts["verify"], locale: Locale): Source {
  const certificates = text.match(/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g)?.length ?? 0;
  return {
    kind: "text",
    text,
    label: certificates === 0 ? texts.textPlain : count(locale, texts.textOf, certificates),
  };
}

/** Stored names, of which the last is being typed, and words: what stands before it are chips. */
export function SourcesField(props: SourcesFieldProps) {
  const { id, label, help, optional, error, kinds, isMany, sources, onChange, onFile, suggest, texts, locale } = props;
  const [isPasting, setPasting] = useState(false);
  const text = texts.verify;
  const last = sources[sources.length - 1];
  const isTyped = last?.kind === "stored";
  const chips = isTyped ? sources.slice(0, -1) : sources;
  const typed = isTyped ? last.name : "";
  const hasField = isMany || chips.length === 0;
  function type(name: string): void {
    // An emptied field stays a field: without it the last chip would slip into its place.
    onChange(name === "" && chips.length === 0 ? [] : [...chips, { kind: "stored", name }]);
  }
  function take(pasted: string): void {
    setPasting(false);
    if (pasted.trim() === "") return;
    onChange(isMany ? [...sources, textSource(pasted, text, locale)] : [textSource(pasted, text, locale)]);
  }
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      {chips.length === 0 ? null : (
        <ul className="order-1 flex flex-wrap gap-1.5" aria-label={label}>
          {chips.map((source, index) => (
            <li key={`${index} ${nameOf(source)}`} className={chipClass("pick")}>
              <span className="truncate font-medium">{nameOf(source)}</span>
              <button
                type="button"
                className={clsx(chipButtonClass, "text-subtle")}
                aria-label={fill(text.remove, { name: nameOf(source) })}
                onClick={() => onChange(sources.filter((_, other) => other !== index))}
              >
                <X className="size-3.5" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {hasField ? (
        <FileNameField
          isQuiet
          id={id}
          label={label}
          optional={optional}
          help={help}
          error={error}
          kinds={kinds}
          value={typed}
          onChange={type}
          suggest={suggest}
          texts={texts.form}
        />
      ) : (
        <p className={labelClass}>{label}</p>
      )}
      {isPasting ? (
        <PasteArea
          id={`${id}-text`}
          label={fill(text.pasted, { field: label })}
          texts={text}
          onTake={take}
          onCancel={() => setPasting(false)}
        />
      ) : (
        <div className="order-2 -ml-2 flex flex-wrap items-center gap-1">
          <Button
            size="sm"
            variant="ghost"
            icon={<ClipboardPaste className="size-3.5" aria-hidden />}
            aria-label={`${text.paste}: ${label}`}
            onClick={() => setPasting(true)}
          >
            {text.paste}
          </Button>
          <ChooseFiles
            variant="ghost"
            icon={<FileUp className="size-3.5" aria-hidden />}
            label={text.choose}
            ariaLabel={`${text.choose}: ${label}`}
            onFiles={(files) => files.forEach(onFile)}
          />
          {isMany && typed !== "" ? (
            <Button
              size="sm"
              variant="ghost"
              icon={<Plus className="size-3.5" aria-hidden />}
              aria-label={`${text.another}: ${label}`}
              onClick={() => {
                onChange([...sources, { kind: "stored", name: "" }]);
                document.getElementById(id)?.focus();
              }}
            >
              {text.another}
            </Button>
          ) : null}
        </div>
      )}
    </div>
  );
}

interface PasteAreaProps {
  readonly id: string;
  readonly label: string;
  readonly texts: UiTexts["verify"];
  readonly onTake: (text: string) => void;
  readonly onCancel: () => void;
}

function PasteArea({ id, label, texts, onTake, onCancel }: PasteAreaProps) {
  const [text, setText] = useState("");
  return (
    <div className={fieldClass}>
      <label className={fieldLabelClass} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={textAreaClass({ isMono: true })}
        rows={5}
        value={text}
        placeholder={texts.pasteHint}
        spellCheck={false}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex items-center gap-2 flex-wrap">
        <Button size="sm" variant="primary" onClick={() => onTake(text)}>
          {texts.take}
        </Button>
        <Button size="sm" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </div>
  );
}
