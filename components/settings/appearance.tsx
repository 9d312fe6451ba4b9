"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { keepChoice } from "../frame/choices";
import { ChoiceCards } from "../form/choice-cards";
import { cardClass } from "../styles/card";

interface AppearanceProps {
  readonly locale: Locale;
  readonly theme: "light" | "dark" | "system";
  readonly texts: UiTexts["settings"]["profile"];
}

/** Takes effect with the click; both are kept in this browser. */
export function Appearance({ locale, theme: first, texts }: AppearanceProps) {
  const router = useRouter();
  const [theme, setTheme] = useState<string>(first);
  function changeTheme(next: string): void {
    setTheme(next);
    keepChoice("theme", next);
    if (next === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = next;
  }
  return (
    <div className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")}>
      <ChoiceCards
        name="language"
        legend={texts.language}
        value={locale}
        onChange={(next) => {
          keepChoice("locale", next);
          router.refresh();
        }}
        choices={(["en", "ko"] as const).map((each) => ({ value: each, label: texts.languages[each] }))}
      />
      <ChoiceCards
        name="theme"
        legend={texts.theme}
        value={theme}
        onChange={changeTheme}
        choices={(["system", "light", "dark"] as const).map((each) => ({ value: each, label: texts.themes[each] }))}
      />
    </div>
  );
}
