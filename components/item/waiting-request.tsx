"use client";
import { Download, Hourglass } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { SendReview } from "../import/import-start";
import { CopyPem } from "../pem/copy-pem";
import { DropZone } from "../pickers/drop-zone";
import type { SendFiles } from "../pickers/upload-state";
import { buttonClass } from "../ui/button";
import { notify } from "../ui/notices";

const UploadDialog = dynamic(() => import("../import/upload-dialog").then((module) => module.UploadDialog), {
  ssr: false,
});

interface WaitingRequestProps {
  readonly fileName: string;
  readonly pem: string;
  /** What waits, since when and for whom, in sentences. */
  readonly title: string;
  readonly sentences: readonly string[];
  /** It has waited so long that somebody should be asked. */
  readonly isLate: boolean;
  /** Takes the answer; null for a person who may not store it. */
  readonly upload: {
    readonly send: SendFiles;
    readonly review: SendReview;
    readonly readTexts: () => Promise<UiTexts["upload"]>;
  } | null;
  readonly texts: UiTexts["item"]["waiting"];
  readonly download: string;
  readonly pemTexts: UiTexts["pem"];
  readonly common: { readonly unreachable: string; readonly close: string };
  readonly locale: Locale;
}

/** What to do with a request that is out: take it to its authority, and bring the answer here. */
export function WaitingRequest(props: WaitingRequestProps) {
  const { fileName, pem, title, sentences, isLate, upload, texts, download, pemTexts, common, locale } = props;
  const [opened, setOpened] = useState<{
    readonly files: readonly File[];
    readonly texts: UiTexts["upload"];
  } | null>(null);
  async function take(files: readonly File[]): Promise<void> {
    if (upload === null) return;
    try {
      setOpened({ files, texts: await upload.readTexts() });
    } catch {
      notify({ tone: "danger", text: common.unreachable });
    }
  }
  return (
    <section
      aria-labelledby="waiting-request"
      className="mb-5 grid gap-x-8 gap-y-4 rounded-card border bg-surface px-4 py-4 text-sm md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
    >
      <div className="grid content-start gap-2">
        <h2 className="flex items-center gap-2 text-section" id="waiting-request">
          <Hourglass className={isLate ? "size-4 text-warn-mark" : "size-4 text-info-mark"} aria-hidden />
          {title}
        </h2>
        {sentences.map((sentence) => (
          <p key={sentence} className="text-muted">
            {sentence}
          </p>
        ))}
        {isLate ? <p className="text-warn">{texts.late}</p> : null}
      </div>
      <ol className="grid content-start gap-4">
        <li className="grid gap-2">
          <p>
            <b className="font-semibold">{texts.send}</b> <span className="text-muted">{texts.sendHelp}</span>
          </p>
          <div className="flex flex-wrap gap-2">
            <CopyPem text={pem} size="sm" label={fill(texts.copy, { name: fileName })} texts={pemTexts} />
            <a className={buttonClass({ size: "sm" })} href={`/download?file=${encodeURIComponent(fileName)}`} download>
              <Download aria-hidden />
              {download}
            </a>
          </div>
        </li>
        {upload === null ? null : (
          <li className="grid gap-2">
            <p>
              <b className="font-semibold">{texts.bring}</b> <span className="text-muted">{texts.bringHelp}</span>
            </p>
            <DropZone isMany text={texts.drop} chooseLabel={texts.choose} onFiles={(files) => void take(files)} />
          </li>
        )}
      </ol>
      {opened === null || upload === null ? null : (
        <UploadDialog
          send={upload.send}
          review={upload.review}
          first={opened.files}
          texts={opened.texts}
          common={common}
          locale={locale}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}
