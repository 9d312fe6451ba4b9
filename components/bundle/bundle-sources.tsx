"use client";
import { ArrowDown, ArrowUp, FileText, Files, X } from "lucide-react";
import { useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import type { Source } from "./bundle-state";
import { DropZone } from "../pickers/drop-zone";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";

interface BundleSourcesProps {
  readonly sources: readonly Source[];
  readonly text: string;
  readonly error?: string;
  readonly onText: (text: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onStored: (name: string) => void;
  readonly onRemove: (id: number) => void;
  readonly onMove: (at: number, by: -1 | 1) => void;
  readonly suggest: SuggestFiles;
  readonly texts: { readonly sources: UiTexts["bundle"]["sources"]; readonly form: UiTexts["form"] };
  readonly locale: Locale;
}

/** Dropped anywhere on the page, chosen, pasted, or picked from the inventory: all of it goes in together. */
export function BundleSources({
  sources,
  text,
  error,
  onText,
  onFiles,
  onStored,
  onRemove,
  onMove,
  suggest,
  texts,
  locale,
}: BundleSourcesProps) {
  const { sources: say, form } = texts;
  const [stored, setStored] = useState("");
  function addStored(name: string): void {
    if (name.trim() === "") return;
    onStored(name.trim());
    setStored("");
  }
  return (
    <div className="stack">
      <DropZone isMany text={say.drop} chooseLabel={say.choose} onFiles={onFiles} />
      <div
        className="pick-add"
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.defaultPrevented && (event.target as HTMLElement).id === "stored") {
            event.preventDefault();
            addStored(stored);
          }
        }}
      >
        <FileNameField
          id="stored"
          label={say.stored}
          kinds={["certificate", "bundle", "pkcs7"]}
          value={stored}
          onChange={setStored}
          suggest={suggest}
          texts={form}
        />
        <Button onClick={() => addStored(stored)}>{say.add}</Button>
      </div>
      {sources.length === 0 ? null : (
        <ol className="card src" aria-label={say.chosen}>
          {sources.map((source, index) => (
            <SourceLine
              key={source.id}
              source={source}
              index={index}
              total={sources.length}
              texts={say}
              locale={locale}
              onRemove={() => onRemove(source.id)}
              onMove={(by) => onMove(index, by)}
            />
          ))}
        </ol>
      )}
      <div className="field">
        <label htmlFor="pasted">{say.paste}</label>
        <textarea
          id="pasted"
          className="in mono"
          rows={5}
          value={text}
          placeholder={say.pasteHint}
          spellCheck={false}
          onChange={(event) => onText(event.target.value)}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : "pasted-error"}
        />
        {error === undefined ? null : (
          <span className="err" id="pasted-error" role="alert">
            {error}
          </span>
        )}
      </div>
    </div>
  );
}

interface SourceLineProps {
  readonly source: Source;
  readonly index: number;
  readonly total: number;
  readonly texts: UiTexts["bundle"]["sources"];
  readonly locale: Locale;
  readonly onRemove: () => void;
  readonly onMove: (by: -1 | 1) => void;
}

function SourceLine({ source, index, total, texts, locale, onRemove, onMove }: SourceLineProps) {
  const { name, file } = source;
  const Icon = file === null ? Files : FileText;
  const button = (label: string, icon: React.ReactNode, isOff: boolean, act: () => void) => (
    <button
      type="button"
      className="copy"
      aria-label={fill(label, { name })}
      aria-disabled={isOff || undefined}
      onClick={() => (isOff ? undefined : act())}
    >
      {icon}
    </button>
  );
  return (
    <li>
      <Icon className="i" aria-hidden />
      <span className="min-w-0">
        <span className="mono wrap-any">{name}</span>
        <span className="subtle xs">
          {" "}
          {file === null ? texts.fromInventory : count(locale, texts.bytes, file.size)}
        </span>
      </span>
      <span className="row">
        {total > 1 ? button(texts.up, <ArrowUp className="i s" aria-hidden />, index === 0, () => onMove(-1)) : null}
        {total > 1
          ? button(texts.down, <ArrowDown className="i s" aria-hidden />, index === total - 1, () => onMove(1))
          : null}
        {button(texts.remove, <X className="i s" aria-hidden />, false, onRemove)}
      </span>
    </li>
  );
}
