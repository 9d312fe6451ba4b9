"use client";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { dropTargetClass } from "../form/controls";
import { ChooseFiles } from "../pickers/choose-files";
import { useDroppedFiles } from "../pickers/use-dropped-files";
import { handTable } from "./handed-table";

interface BatchFromFileProps {
  readonly texts: { readonly fromFile: string; readonly fromFileDrop: string };
}

/** Begins a batch with a table: one that is chosen here, or dropped on the list. */
export function BatchFromFile({ texts }: BatchFromFileProps) {
  const router = useRouter();
  async function take([file]: readonly File[]): Promise<void> {
    if (file === undefined) return;
    handTable({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    router.push("/batches/new");
  }
  const held = useDroppedFiles((files) => void take(files), { textName: "people.csv" });
  return (
    <>
      {held === null ? null : (
        <div className={dropTargetClass}>
          <b className="text-section">{texts.fromFileDrop}</b>
        </div>
      )}
      <ChooseFiles
        size="md"
        icon={<Upload aria-hidden />}
        label={texts.fromFile}
        accept=".csv,.tsv,.txt,text/csv"
        onFiles={(files) => void take(files)}
      />
    </>
  );
}
