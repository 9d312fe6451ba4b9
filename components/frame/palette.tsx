"use client";
import { CornerDownLeft, FileKey, SquareTerminal } from "lucide-react";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useRef, useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { useReturnedFocus } from "../ui/return-focus";
import type { VisibleGroup } from "./navigation";

export interface PaletteTexts {
  readonly label: string;
  readonly placeholder: string;
  readonly pages: string;
  readonly files: string;
  readonly run: string;
  readonly none: string;
  readonly searching: string;
  readonly all: string;
}

export interface FoundName {
  readonly basename: string;
  readonly subject: string;
  readonly status: string;
}
export type SearchNames = (query: string) => Promise<readonly FoundName[]>;

interface PaletteProps {
  readonly groups: readonly VisibleGroup[];
  readonly texts: PaletteTexts;
  readonly search: SearchNames;
  readonly onClose: () => void;
}

/** The inventory is searched on the server, 150 ms after the last key. */
function useFound(query: string, search: SearchNames): { found: readonly FoundName[]; isSearching: boolean } {
  const [answer, setAnswer] = useState<{ query: string; found: readonly FoundName[] }>({ query: "", found: [] });
  useEffect(() => {
    if (query === "") return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      search(query).then(
        (found) => (isCurrent ? setAnswer({ query, found }) : undefined),
        () => (isCurrent ? setAnswer({ query, found: [] }) : undefined),
      );
    }, 150);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query, search]);
  return { found: query === "" ? [] : answer.found, isSearching: query !== "" && answer.query !== query };
}

export function Palette({ groups, texts, search, onClose }: PaletteProps) {
  const router = useRouter();
  const focus = useReturnedFocus();
  const isLeaving = useRef(false);
  const [text, setText] = useState("");
  const query = text.trim();
  const isLine = /^pki(\s|$)/.test(query);
  const { found, isSearching } = useFound(isLine ? "" : query, search);
  const wanted = query.toLowerCase();
  const places = groups
    .flatMap((group) => group.places)
    .filter((place) => place.label.toLowerCase().includes(wanted) || place.href.includes(wanted));
  function go(href: string): void {
    isLeaving.current = true;
    onClose();
    router.push(href);
  }
  /** Focus goes on in the chosen page, not at the element that opened the palette. */
  function giveFocus(event: Event): void {
    if (!isLeaving.current) return focus.onCloseAutoFocus(event);
    event.preventDefault();
    document.getElementById("main")?.focus();
  }
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content
          onOpenAutoFocus={focus.onOpenAutoFocus}
          onCloseAutoFocus={giveFocus}
          className="dialog palette"
          aria-describedby={undefined}
        >
          <Dialog.Title className="vh">{texts.label}</Dialog.Title>
          <Command shouldFilter={false} label={texts.label}>
            <Command.Input value={text} onValueChange={setText} placeholder={texts.placeholder} maxLength={500} />
            <Command.List>
              {isLine ? (
                <Command.Item
                  value="terminal-line"
                  className="o"
                  onSelect={() => go(`/terminal?line=${encodeURIComponent(query)}`)}
                >
                  <SquareTerminal className="i" aria-hidden />
                  <code className="mono clip">{query}</code>
                  <span className="r">{texts.run}</span>
                </Command.Item>
              ) : null}
              {found.length > 0 ? (
                <Command.Group heading={texts.files}>
                  {found.map((name) => (
                    <Command.Item
                      key={name.basename}
                      value={`file ${name.basename}`}
                      className="o"
                      onSelect={() => go(`/files/${encodeURIComponent(name.basename)}`)}
                    >
                      <FileKey className="i" aria-hidden />
                      <b>{name.basename}</b>
                      <span className="clip muted">{name.subject}</span>
                      <span className="r">{name.status}</span>
                    </Command.Item>
                  ))}
                  <Command.Item
                    value="all-names"
                    className="o"
                    onSelect={() => go(`/files?q=${encodeURIComponent(query)}`)}
                  >
                    <CornerDownLeft className="i" aria-hidden />
                    {fill(texts.all, { query })}
                  </Command.Item>
                </Command.Group>
              ) : null}
              {!isLine && places.length > 0 ? (
                <Command.Group heading={texts.pages}>
                  {places.map((place) => (
                    <Command.Item
                      key={place.href}
                      value={`go ${place.href}`}
                      className="o"
                      onSelect={() => go(place.href)}
                    >
                      {place.label}
                      <span className="r mono">{place.href}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
            </Command.List>
            <p className="none" role="status">
              {isSearching
                ? texts.searching
                : query !== "" && !isLine && found.length === 0 && places.length === 0
                  ? fill(texts.none, { query })
                  : ""}
            </p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
