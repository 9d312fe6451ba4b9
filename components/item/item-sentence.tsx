import { clsx } from "clsx";
import type { ItemStatus } from "@/lib/commands/ports/items.ts";
import type { Inspection } from "@/lib/pki/inspect/types.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { fileSentence } from "../inspect/element-sentence";
import type { ItemFile } from "./item-plan";
import { StressedText } from "../ui/stressed-text";
import { sentenceClass } from "../styles/section";

interface ItemSentenceProps {
  readonly inspection: Inspection;
  readonly pairedWith: readonly string[];
  readonly files: readonly ItemFile[];
  readonly status: ItemStatus;
  readonly texts: UiTexts["item"];
  readonly viewer: Viewer;
}

/** Describes the item, and whether its key is here. */
export function ItemSentence({ inspection, pairedWith, files, status, texts, viewer }: ItemSentenceProps) {
  const { sentence } = texts;
  const [only] = inspection.elements;
  const kind = inspection.elements.length === 1 ? only?.kind : undefined;
  const hasLocked = files.some((file) => file.kind === "locked-key");
  const hasKey =
    pairedWith.some((name) => name.endsWith(".key")) ||
    (files.some((file) => file.kind === "key") && status !== "no-key");
  const key =
    kind === "certificate" ? (hasKey ? sentence.keyHere : hasLocked ? sentence.keyLocked : sentence.keyAbsent) : "";
  const waits = kind === "csr" && status === "waiting" ? sentence.csrWaiting : "";
  const pairs =
    kind === "key"
      ? pairedWith.length > 0
        ? fill(sentence.keyPaired, { names: pairedWith.join(", ") })
        : sentence.keyAlone
      : "";
  return (
    <p className={clsx(sentenceClass, "mt-2")}>
      <StressedText text={[fileSentence(inspection, texts, viewer), key, waits, pairs].filter(Boolean).join(" ")} />
    </p>
  );
}
