import type { EquivalentTexts } from "@/components/equivalents/equivalents-panel";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** The words that every form takes along to the browser. */
export function formTexts(texts: UiTexts) {
  const { equivalents, live, copied, optional, unreachable, close } = texts.common;
  return {
    form: texts.form,
    made: texts.made,
    pem: texts.pem,
    optional,
    unreachable,
    close,
    copied,
    equivalents: { ...equivalents, live, copied } satisfies EquivalentTexts,
  };
}
