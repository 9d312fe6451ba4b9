"use client";
import { FileSpreadsheet, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { described, Field } from "../form/field";

/** A pasted table, or a file as it is: the console knows its encoding. */
export type PeopleSource = { readonly text: string } | { readonly fileName: string; readonly base64: string };

interface BatchPeopleProps {
  readonly source: PeopleSource;
  readonly onChange: (source: PeopleSource) => void;
  readonly error: string | undefined;
  readonly texts: UiTexts["batchForm"];
}

export function BatchPeople({ source, onChange, error, texts }: BatchPeopleProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    onChange({ fileName: file.name, base64: await base64Of(file) });
  }
  return (
    <section
      className={isOver ? "part drop-over" : "part"}
      aria-labelledby="part-people"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <header>
        <h2 id="part-people">{texts.people}</h2>
        <p>{texts.peopleHelp}</p>
      </header>
      {"text" in source ? (
        <Field id="table" label={texts.table} error={error}>
          <textarea
            className="in mono"
            rows={7}
            spellCheck={false}
            wrap="off"
            placeholder={texts.tableHint}
            {...described("table", { error })}
            value={source.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        </Field>
      ) : (
        <p className="row wrap">
          <FileSpreadsheet className="i" aria-hidden />
          <span className="grow wrap-any">{fill(texts.fileNamed, { name: source.fileName })}</span>
          <Button size="sm" variant="ghost" onClick={() => onChange({ text: "" })}>
            {texts.fileGone}
          </Button>
        </p>
      )}
      <div className="row wrap">
        <input
          ref={picker}
          className="vh"
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          tabIndex={-1}
          aria-hidden
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button size="sm" icon={<Upload className="i" aria-hidden />} onClick={() => picker.current?.click()}>
          {"text" in source ? texts.file : texts.fileAgain}
        </Button>
        <span className="small subtle hide-s">{texts.fileDrop}</span>
      </div>
    </section>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(binary);
}
