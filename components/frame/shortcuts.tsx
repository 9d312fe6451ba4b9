"use client";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Dialog } from "../ui/dialog";

const rows = [
  { keys: ["Ctrl K", "/"], word: "palette" },
  { keys: ["↑ ↓", "j k"], word: "move" },
  { keys: ["Enter"], word: "open" },
  { keys: ["x"], word: "select" },
  { keys: ["Esc"], word: "close" },
  { keys: ["?"], word: "help" },
] as const;

interface ShortcutsProps {
  readonly texts: UiTexts["frame"]["shortcuts"];
  readonly close: string;
  readonly onClose: () => void;
}

/** The keys that work on every page. */
export function Shortcuts({ texts, close, onClose }: ShortcutsProps) {
  return (
    <Dialog isOpen onClose={onClose} title={texts.title} closeLabel={close}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2.5 text-sm">
        {rows.map(({ keys, word }) => (
          <div key={word} className="contents">
            <dt className="flex gap-1.5">
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{texts[word]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
