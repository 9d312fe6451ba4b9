"use client";
import { clsx } from "clsx";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { type Locale, otherLocale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Glyph } from "../ui/glyph";
import { keepChoice } from "./choices";
import { PersonButton } from "./person-button";
import type { PaletteTexts, SearchNames } from "./palette";
import { moveInList } from "./list-keys";
import type { VisibleAction, CountsToCome, VisibleGroup } from "./navigation";
import { forgetRecent, keepRecent } from "./recent";
import { buttonClass } from "../ui/button";
import type { PersonTexts } from "./person-menu";

/* Nothing of these is loaded before a person asks for it. */
const Drawer = dynamic(() => import("./drawer").then((module) => module.Drawer), { ssr: false });
const Shortcuts = dynamic(() => import("./shortcuts").then((module) => module.Shortcuts), { ssr: false });
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });

const find = [
  "flex h-8 w-[min(440px,100%)] cursor-text items-center gap-2 rounded-control border border-line-control bg-surface",
  "pr-1.5 pl-2.5 text-left text-sm text-subtle hover:border-subtle [&>span]:min-w-0 [&>span]:flex-1",
  "[&>span]:truncate max-md:size-10 max-md:justify-center max-md:border-transparent max-md:px-0",
  "max-md:[&>:is(span,kbd)]:hidden",
].join(" ");

interface TopBarProps {
  readonly groups: readonly VisibleGroup[];
  readonly counts: CountsToCome;
  readonly actions: readonly VisibleAction[];
  readonly texts: {
    readonly label: string;
    readonly open: string;
    readonly close: string;
    readonly find: string;
    readonly language: string;
    readonly languageLabel: string;
    readonly theme: string;
    readonly person: PersonTexts;
    readonly palette: PaletteTexts;
    readonly shortcuts: UiTexts["frame"]["shortcuts"];
    readonly closeDialog: string;
  };
  readonly locale: Locale;
  readonly person: {
    readonly label: string;
    readonly role: string;
    readonly mayManageUsers: boolean;
    readonly mayManageTokens: boolean;
  };
  readonly search: SearchNames;
  readonly signOut: () => Promise<void>;
}

/** True when the key was meant for a field. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function TopBar({ groups, counts, actions, texts, locale, person, search, signOut }: TopBarProps) {
  const router = useRouter();
  const [opened, setOpened] = useState<"drawer" | "palette" | "shortcuts" | null>(null);
  const path = usePathname();
  const close = (): void => setOpened(null);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const isCommand =
        event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (moveInList(event)) return;
      const isHelp = event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      if (isHelp) {
        event.preventDefault();
        setOpened("shortcuts");
        return;
      }
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      if (!isCommand && !isSlash) return;
      event.preventDefault();
      setOpened("palette");
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    // By then the page has its title.
    const timer = setTimeout(() => keepRecent({ href: path, label: document.title.split(" · ")[0] ?? path }), 1500);
    return () => clearTimeout(timer);
  }, [path]);

  function changeTheme(): void {
    const root = document.documentElement;
    const isDark =
      root.dataset["theme"] === "dark" ||
      (root.dataset["theme"] !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset["theme"] = isDark ? "light" : "dark";
    keepChoice("theme", isDark ? "light" : "dark");
  }
  function changeLanguage(): void {
    keepChoice("locale", otherLocale[locale]);
    router.refresh();
  }

  return (
    <header
      className={clsx(
        "sticky top-0 z-5 flex h-13 items-center gap-1 border-b bg-surface px-6 max-md:px-2 print:hidden",
      )}
    >
      <button
        type="button"
        className={buttonClass({ variant: "ghost", isIcon: true }, "md:hidden")}
        aria-label={texts.open}
        aria-haspopup="dialog"
        onClick={() => setOpened("drawer")}
      >
        <Glyph name="menu" />
      </button>
      <Link className="mr-auto font-semibold text-ink md:hidden" href="/" prefetch={false}>
        Chainsmith
      </Link>
      <button
        type="button"
        className={find}
        aria-label={texts.palette.label}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K /"
        onClick={() => setOpened("palette")}
      >
        <Glyph name="search" />
        <span>{texts.find}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="grow max-md:hidden" />
      <button
        type="button"
        className={buttonClass({ variant: "ghost" }, "max-md:hidden")}
        aria-label={texts.languageLabel}
        lang={otherLocale[locale]}
        onClick={changeLanguage}
      >
        <Glyph name="languages" />
        {texts.language}
      </button>
      <button
        type="button"
        className={buttonClass({ variant: "ghost", isIcon: true })}
        aria-label={texts.theme}
        onClick={changeTheme}
      >
        <Glyph name="moon" className="size-4 dark:hidden" />
        <Glyph name="sun" className="hidden size-4 dark:inline" />
      </button>
      <PersonButton
        person={person}
        texts={texts.person}
        language={{ label: texts.language, onChange: changeLanguage }}
        signOut={() => {
          forgetRecent();
          return signOut();
        }}
      />
      {opened === "drawer" ? <Drawer groups={groups} counts={counts} texts={texts} onClose={close} /> : null}
      {opened === "palette" ? (
        <Palette
          groups={groups}
          actions={actions}
          texts={texts.palette}
          search={search}
          onClose={close}
          onTheme={changeTheme}
          onShortcuts={() => setOpened("shortcuts")}
        />
      ) : null}
      {opened === "shortcuts" ? <Shortcuts texts={texts.shortcuts} close={texts.closeDialog} onClose={close} /> : null}
    </header>
  );
}
