"use client";
import { clsx } from "clsx";
import { FileSpreadsheet, Upload } from "lucide-react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { ChooseFiles } from "../pickers/choose-files";
import { useDroppedFiles } from "../pickers/use-dropped-files";
import { described, Field } from "../form/field";
import { partClass } from "../form/layout";
import { textAreaClass } from "../form/controls";

/** A pasted table, or a file as it is: the console knows its encoding. */
export type PeopleSource = { readonly text: string } | { readonly fileName: string; readonly bytes: Uint8Array };

interface BatchPeopleProps {
  readonly source: PeopleSource;
  readonly onChange: (source: PeopleSource) => void;
  readonly error: string | undefined;
  readonly texts: UiTexts["batchForm"];
}

export function BatchPeople({ source, onChange, error, texts }: BatchPeopleProps) {
  async function take([file]: readonly File[]): Promise<void> {
    if (file === undefined) return;
    onChange({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  const isOver = useDroppedFiles((files) => void take(files), { textName: "people.csv" }) !== null;
  return (
    <section
      className={clsx(partClass, isOver && "rounded-card outline-2 outline-offset-4 outline-accent outline-dashed")}
      aria-labelledby="part-people"
    >
      <header>
        <h2 id="part-people">{texts.people}</h2>
        <p>{texts.peopleHelp}</p>
      </header>
      {"text" in source ? (
        <Field id="table" label={texts.table} error={error}>
          <textarea
            className={textAreaClass({ isMono: true })}
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
        <p className="flex items-center gap-2 flex-wrap">
          <FileSpreadsheet aria-hidden />
          <span className="grow wrap-anywhere">{fill(texts.fileNamed, { name: source.fileName })}</span>
          <Button size="sm" variant="ghost" onClick={() => onChange({ text: "" })}>
            {texts.fileGone}
          </Button>
        </p>
      )}
      <div className="flex items-center gap-2 flex-wrap">
        <ChooseFiles
          icon={<Upload aria-hidden />}
          label={"text" in source ? texts.file : texts.fileAgain}
          accept=".csv,.tsv,.txt,text/csv"
          onFiles={(files) => void take(files)}
        />
        <span className="text-sm text-subtle max-md:hidden">{texts.fileDrop}</span>
      </div>
    </section>
  );
}
