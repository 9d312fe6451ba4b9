import { clsx } from "clsx";
import type { Inspection } from "@/lib/pki/inspect/types.ts";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { fileSentence } from "./element-sentence";
import { Elements } from "./elements";
import { UploadedBundle } from "../bundle/uploaded-bundle";
import { StressedText } from "../ui/stressed-text";
import type { StoreBundle } from "../bundle/download-bundle";
import { cardClass, foldClass } from "../styles/card";
import { sentenceClass } from "../styles/section";

interface InspectResultProps {
  /** The review of the order of its certificates; absent where that was not asked. */
  readonly given?: OutputOf<"inspect">["given"];
  readonly store?: StoreBundle | null;
  /** Who signed the revocation lists of the file. */
  readonly lists?: OutputOf<"inspect">["lists"];
  readonly inspection: Inspection;
  readonly fileName: string;
  readonly texts: UiTexts;
  readonly copied: string;
  readonly viewer: Viewer;
}

/** All three depths at once: the text and the DER are folded until they are asked for. */
export function InspectResult({
  given = null,
  store = null,
  lists = [],
  inspection,
  fileName,
  texts,
  copied,
  viewer,
}: InspectResultProps) {
  const { tabs } = texts.item;
  return (
    <div className="grid grid-cols-1 content-start gap-8">
      <div>
        {fileName === "" ? null : (
          <p className="font-mono tracking-[-0.01em] text-sm text-subtle mb-1 wrap-anywhere">{fileName}</p>
        )}
        <p className={sentenceClass}>
          <StressedText text={fileSentence(inspection, texts.item, viewer)} />
        </p>
      </div>
      {given === null ? null : <UploadedBundle given={given} store={store} texts={texts} viewer={viewer} />}
      <Elements
        inspection={inspection}
        depth="summary"
        texts={texts}
        copied={copied}
        viewer={viewer}
        lists={lists}
        fileName={fileName}
      />
      <details className={clsx(cardClass, foldClass)}>
        <summary>{tabs.text}</summary>
        <div className="p-4 grid grid-cols-1 content-start gap-8">
          <Elements
            inspection={{ ...inspection, notes: [] }}
            depth="text"
            texts={texts}
            copied={copied}
            viewer={viewer}
          />
        </div>
      </details>
      <details className={clsx(cardClass, foldClass)}>
        <summary>{tabs.der}</summary>
        <div className="p-4 grid grid-cols-1 content-start gap-8">
          <Elements
            inspection={{ ...inspection, notes: [] }}
            depth="der"
            texts={texts}
            copied={copied}
            viewer={viewer}
          />
        </div>
      </details>
    </div>
  );
}
