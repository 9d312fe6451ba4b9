"use client";
import { clsx } from "clsx";
import { CornerDownLeft, FileKey, SquareTerminal } from "lucide-react";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useRef, useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { useReturnedFocus } from "../ui/return-focus";
import type { VisibleGroup } from "./navigation";
import { scrimClass } from "../styles/dialog-box";

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

const paletteBox = [
  "fixed top-[12vh] left-1/2 z-51 grid max-h-[72vh] w-[640px] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden",
  "animate-appear rounded-dialog bg-raised shadow-dialog",
].join(" ");
const group = [
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1",
  "[&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-subtle",
].join(" ");
const choice = [
  "group/choice flex min-h-9 min-w-0 cursor-pointer items-center gap-2.5 rounded-badge px-2 py-1 text-sm",
  "data-[selected=true]:bg-active icon:text-muted",
].join(" ");
const note = "ml-auto text-xs/5 whitespace-nowrap text-subtle group-data-[selected=true]/choice:text-muted";

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
        <Dialog.Overlay className={scrimClass} />
        <Dialog.Content
          onOpenAutoFocus={focus.onOpenAutoFocus}
          onCloseAutoFocus={giveFocus}
          className={paletteBox}
          aria-describedby={undefined}
        >
          <Dialog.Title className="sr-only">{texts.label}</Dialog.Title>
          <Command
            className="grid max-h-[72vh] grid-rows-[auto_minmax(0,1fr)_auto]"
            shouldFilter={false}
            label={texts.label}
          >
            <Command.Input
              className="h-12 w-full border-b px-4 text-[15px] outline-0"
              value={text}
              onValueChange={setText}
              placeholder={texts.placeholder}
              maxLength={500}
            />
            <Command.List className="overflow-y-auto p-1.5">
              {isLine ? (
                <Command.Item
                  value="terminal-line"
                  className={choice}
                  onSelect={() => go(`/terminal?line=${encodeURIComponent(query)}`)}
                >
                  <SquareTerminal aria-hidden />
                  <code className="mono min-w-0 truncate">{query}</code>
                  <span className={note}>{texts.run}</span>
                </Command.Item>
              ) : null}
              {found.length > 0 ? (
                <Command.Group className={group} heading={texts.files}>
                  {found.map((name) => (
                    <Command.Item
                      key={name.basename}
                      value={`file ${name.basename}`}
                      className={choice}
                      onSelect={() => go(`/files/${encodeURIComponent(name.basename)}`)}
                    >
                      <FileKey aria-hidden />
                      <b>{name.basename}</b>
                      <span className="min-w-0 truncate text-muted">{name.subject}</span>
                      <span className={note}>{name.status}</span>
                    </Command.Item>
                  ))}
                  <Command.Item
                    value="all-names"
                    className={choice}
                    onSelect={() => go(`/files?q=${encodeURIComponent(query)}`)}
                  >
                    <CornerDownLeft aria-hidden />
                    {fill(texts.all, { query })}
                  </Command.Item>
                </Command.Group>
              ) : null}
              {!isLine && places.length > 0 ? (
                <Command.Group className={group} heading={texts.pages}>
                  {places.map((place) => (
                    <Command.Item
                      key={place.href}
                      value={`go ${place.href}`}
                      className={choice}
                      onSelect={() => go(place.href)}
                    >
                      {place.label}
                      <span className={clsx(note, "font-mono tracking-[-0.01em]")}>{place.href}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
            </Command.List>
            <p className={clsx("px-4 text-sm text-muted not-empty:border-t not-empty:py-2.5")} role="status">
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
