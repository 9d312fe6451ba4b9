"use client";
import { Upload } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { dropTargetClass } from "../form/controls";
import type { SendFiles } from "../pickers/upload-state";
import { useDroppedFiles } from "../pickers/use-dropped-files";
import { notify } from "../ui/notices";
import type { SendReview } from "./import-start";

const UploadDialog = dynamic(() => import("./upload-dialog").then((module) => module.UploadDialog), { ssr: false });

interface DropAnywhereProps {
  readonly send: SendFiles;
  readonly review: SendReview;
  /** The words of the dialog, which no page carries until it is needed. */
  readonly readTexts: () => Promise<UiTexts["upload"]>;
  readonly texts: UiTexts["drop"];
  readonly common: { readonly unreachable: string; readonly close: string };
  readonly locale: Locale;
}

interface Dropped {
  readonly files: readonly File[];
  /** Null while they are fetched. */
  readonly texts: UiTexts["upload"] | null;
  /** The page that it was dropped on: the dialog leaves with it, as when a review of an archive is opened. */
  readonly address: string;
}

/** Brings in what is dropped on any page, unless the page itself or a dialog takes it. */
export function DropAnywhere({ send, review, readTexts, texts, common, locale }: DropAnywhereProps) {
  const address = `${usePathname()}?${useSearchParams()}`;
  const [dropped, setDropped] = useState<Dropped | null>(null);
  const isOpen = dropped !== null && dropped.address === address;
  async function take(files: readonly File[]): Promise<void> {
    setDropped({ files, texts: null, address });
    try {
      setDropped({ files, texts: await readTexts(), address });
    } catch {
      setDropped(null);
      notify({ tone: "danger", text: common.unreachable });
    }
  }
  const held = useDroppedFiles((files) => void take(files), { isOn: !isOpen, isLast: true });
  return (
    <>
      {held === null ? null : (
        <div className={dropTargetClass}>
          <div className="grid max-w-120 justify-items-center gap-2 px-6 text-center">
            <Upload aria-hidden />
            <b className="text-section">{held.files === null ? texts.any : count(locale, texts.files, held.files)}</b>
            <p className="text-sm text-muted">{texts.what}</p>
          </div>
        </div>
      )}
      {isOpen && dropped.texts !== null ? (
        <UploadDialog
          send={send}
          review={review}
          first={dropped.files}
          texts={dropped.texts}
          common={common}
          locale={locale}
          onClose={() => setDropped(null)}
        />
      ) : null}
    </>
  );
}
