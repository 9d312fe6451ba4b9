import type { EquivalentWords } from "@/components/equivalents/equivalents-panel";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";

/** The words that every form takes along to the browser. */
export function formWords(words: UiWords) {
  const { equivalents, live, copied, optional, unreachable, close } = words.common;
  return {
    form: words.form,
    optional,
    unreachable,
    close,
    copied,
    equivalents: { ...equivalents, live, copied } satisfies EquivalentWords,
  };
}
