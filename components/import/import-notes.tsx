import { Info } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { sentenceOfNote } from "@/lib/i18n/sentences/sentences.ts";
import { cardClass } from "../styles/card";

interface ImportNotesProps {
  readonly title: string;
  readonly notes: OutputOf<"import-review">["notes"];
  readonly locale: Locale;
}

/** Lists how the files were read: what was undone, mended or left out. */
export function ImportNotes({ title, notes, locale }: ImportNotesProps) {
  return (
    <section>
      <h2 className="text-section mb-3">{title}</h2>
      <ul className={cardClass}>
        {notes.map(({ path, note }, index) => (
          <li key={index} className="finding">
            <span className="text-info-mark">
              <Info aria-hidden />
            </span>
            <div className="min-w-0">
              <b className="wrap-anywhere">{path}</b>
              <p className="wrap-anywhere">{sentenceOfNote(note, locale)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
