"use client";
import { clsx } from "clsx";
import { Download, Printer } from "lucide-react";
import { useEffect, useRef } from "react";
import type { SheetRow } from "@/lib/commands/ports/batch.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { saveText } from "../ui/save-file";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";
import { cardClass } from "../styles/card";

interface PassphraseSheetProps {
  readonly title: string;
  readonly rows: readonly SheetRow[];
  readonly csv: string;
  readonly texts: UiTexts["batch"];
  readonly onClose: () => void;
}

/** The passphrases, in this page alone: nothing can show them again. Leaving asks first. */
export function PassphraseSheet({ title, rows, csv, texts, onClose }: PassphraseSheetProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    head.current?.focus();
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, []);
  return (
    <section
      className={clsx(cardClass, "grid grid-cols-1 content-start gap-4 p-4 print:border-0 print:p-0")}
      data-printed-alone=""
      aria-labelledby="sheet"
    >
      <h3 className="font-semibold" id="sheet" tabIndex={-1} ref={head}>
        {fill(texts.sheetShown, { title })}
      </h3>
      <div className="print:hidden">
        <Banner tone="warn">{texts.sheetOnce}</Banner>
      </div>
      <div className="flex items-center gap-2 flex-wrap print:hidden">
        <Button icon={<Download aria-hidden />} onClick={() => saveText(csv, `${title}.csv`)}>
          {texts.save}
        </Button>
        <Button icon={<Printer aria-hidden />} onClick={() => window.print()}>
          {texts.print}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {texts.hide}
        </Button>
      </div>
      <div
        className={clsx(tableBoxClass, rowsOnPhoneClass, "overflow-x-auto print:overflow-visible")}
        tabIndex={0}
        role="region"
        aria-label={texts.sheet}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.sheetColumns.name}</th>
              <th scope="col">{texts.sheetColumns.email}</th>
              <th scope="col">{texts.sheetColumns.file}</th>
              <th scope="col">{texts.sheetColumns.passphrase}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.position}>
                <td className="font-semibold">{row.name}</td>
                <td>{row.email}</td>
                <td>{row.fileName}</td>
                <td className="mono">{row.passphrase}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
