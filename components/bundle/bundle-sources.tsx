"use client";
import { ArrowDown, ArrowUp, FileText, Files, X } from "lucide-react";
import { useState } from "react";
import { clsx } from "clsx";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button, iconButtonClass } from "../ui/button";
import type { Source } from "./bundle-state";
import { DropZone } from "../pickers/drop-zone";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { errorLineClass, fieldClass, fieldLabelClass, textAreaClass } from "../form/controls";
import { cardClass } from "../styles/card";

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
    <div className="grid grid-cols-1 content-start gap-4">
      <DropZone isMany text={say.drop} chooseLabel={say.choose} onFiles={onFiles} />
      <div
        className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2"
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
        <ol className={cardClass} aria-label={say.chosen}>
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
      <div className={fieldClass}>
        <label className={fieldLabelClass} htmlFor="pasted">
          {say.paste}
        </label>
        <textarea
          id="pasted"
          className={textAreaClass({ isMono: true })}
          rows={5}
          value={text}
          placeholder={say.pasteHint}
          spellCheck={false}
          onChange={(event) => onText(event.target.value)}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : "pasted-error"}
        />
        {error === undefined ? null : (
          <span className={errorLineClass} id="pasted-error" role="alert">
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
  /** `blocked`: why it cannot act, which stands by it in place of what it would do. */
  const button = (label: string, icon: React.ReactNode, blocked: string | null, act: () => void) => {
    const words = fill(label, { name });
    const says = blocked === null ? words : `${words}: ${blocked}`;
    return (
      <button
        type="button"
        className={clsx(iconButtonClass, "aria-disabled:cursor-default aria-disabled:opacity-40")}
        aria-label={says}
        title={blocked ?? undefined}
        aria-disabled={blocked !== null || undefined}
        onClick={() => (blocked === null ? act() : undefined)}
      >
        {icon}
      </button>
    );
  };
  return (
    <li
      className={clsx(
        "grid grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-2.5 border-t py-1.5 pr-2 pl-4 text-sm first:border-t-0",
        "icon:text-subtle",
      )}
    >
      <Icon aria-hidden />
      <span className="min-w-0">
        <span className="mono wrap-anywhere">{name}</span>
        <span className="text-subtle text-xs">
          {" "}
          {file === null ? texts.fromInventory : count(locale, texts.bytes, file.size)}
        </span>
      </span>
      <span className="flex items-center">
        {total > 1
          ? button(texts.up, <ArrowUp className="size-3.5" aria-hidden />, index === 0 ? texts.isFirst : null, () =>
              onMove(-1),
            )
          : null}
        {total > 1
          ? button(
              texts.down,
              <ArrowDown className="size-3.5" aria-hidden />,
              index === total - 1 ? texts.isLast : null,
              () => onMove(1),
            )
          : null}
        {button(texts.remove, <X className="size-3.5" aria-hidden />, null, onRemove)}
      </span>
    </li>
  );
}
