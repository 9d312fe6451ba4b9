"use client";
import { clsx } from "clsx";
import {
  CornerDownLeft,
  FileKey,
  MessageSquareWarning,
  ScrollText,
  SquareTerminal,
  Stamp,
  UsersRound,
  Waypoints,
} from "lucide-react";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useRef, useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { useReturnedFocus } from "../ui/return-focus";
import { usePlaceVisit } from "./fresh-page";
import type { VisibleAction, VisibleGroup } from "./navigation";
import { rankAmong } from "./rank";
import { readRecent } from "./recent";
import { scrimClass } from "../styles/dialog-box";

export type PaletteTexts = UiTexts["frame"]["palette"];

/** A thing with a page of its own that the text may mean. */
export interface FoundThing {
  readonly kind: "messages" | "names" | "authorities" | "services" | "batches";
  readonly href: string;
  readonly label: string;
  readonly about: string;
  readonly note: string;
  /** 0 is the very name; more is further away. */
  readonly rank: number;
}
export type SearchNames = (query: string) => Promise<readonly FoundThing[]>;

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
  readonly actions: readonly VisibleAction[];
  readonly texts: PaletteTexts;
  readonly search: SearchNames;
  readonly onClose: () => void;
  readonly onTheme: () => void;
  readonly onShortcuts: () => void;
}

/** The inventory is searched on the server, 150 ms after the last key. */
function useFound(query: string, search: SearchNames): { found: readonly FoundThing[]; isSearching: boolean } {
  const [answer, setAnswer] = useState<{ query: string; found: readonly FoundThing[] }>({ query: "", found: [] });
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

/** A line of the palette: where it goes, or what it does. */
interface Line {
  readonly id: string;
  readonly label: string;
  readonly about?: string;
  readonly note?: string;
  readonly href?: string;
  readonly act?: () => void;
  readonly rank: number;
}
interface Group {
  readonly id: string;
  readonly heading: string;
  readonly lines: readonly Line[];
}

/** Lines by nearness, and the groups by their nearest line. */
function inOrder(groups: readonly Group[]): readonly Group[] {
  const nearest = ({ lines }: Group): number => Math.min(...lines.map(({ rank }) => rank));
  return groups
    .filter(({ lines }) => lines.length > 0)
    .map((group) => ({ ...group, lines: group.lines.toSorted((one, other) => one.rank - other.rank) }))
    .toSorted((one, other) => nearest(one) - nearest(other));
}

const foundIcons = {
  messages: MessageSquareWarning,
  names: FileKey,
  authorities: Stamp,
  services: Waypoints,
  batches: UsersRound,
} as const;

export function Palette({ groups, actions, texts, search, onClose, onTheme, onShortcuts }: PaletteProps) {
  const router = useRouter();
  const visit = usePlaceVisit();
  const focus = useReturnedFocus();
  const isLeaving = useRef(false);
  const [text, setText] = useState("");
  /** The line that a person went to, by an arrow or the pointer; without one the nearest is chosen. */
  const [chosen, setChosen] = useState<string | null>(null);
  const isGoing = useRef(false);
  const query = text.trim();
  const isLine = /^pki(\s|$)/.test(query);
  const { found, isSearching } = useFound(isLine ? "" : query, search);
  const ranked = <Each,>(
    all: readonly Each[],
    words: (each: Each) => readonly string[],
    line: (each: Each) => Omit<Line, "rank">,
  ) =>
    all.flatMap((each) => {
      const rank = rankAmong(words(each), query);
      return rank === null ? [] : [{ ...line(each), rank }];
    });
  const places = groups.flatMap((group) => group.places);
  const mayReadActivity = places.some(({ href }) => href === "/activity");
  const doing = (label: string, act: () => void): readonly Line[] =>
    ranked(
      [label],
      (each) => each.split(" | "),
      (each) => ({ id: each, label: each.split(" | ")[0] ?? "", act }),
    );
  const foundIn = (kind: FoundThing["kind"]): readonly Line[] =>
    found.filter((each) => each.kind === kind).map((each) => ({ id: each.href, ...each }));
  const shown: readonly Group[] = isLine
    ? []
    : query === ""
      ? [
          {
            id: "recent",
            heading: texts.recent,
            lines: readRecent().map((page) => ({ id: page.href, ...page, rank: 0 })),
          },
          {
            id: "pages",
            heading: texts.pages,
            lines: places.map((place) => ({ id: place.href, ...place, note: place.href, rank: 0 })),
          },
          { id: "doing", heading: texts.doing, lines: actions.map((each) => ({ id: each.label, ...each, rank: 0 })) },
        ]
      : inOrder([
          { id: "messages", heading: texts.messages, lines: foundIn("messages") },
          { id: "names", heading: texts.files, lines: foundIn("names") },
          { id: "authorities", heading: texts.authorities, lines: foundIn("authorities") },
          { id: "services", heading: texts.services, lines: foundIn("services") },
          { id: "batches", heading: texts.batches, lines: foundIn("batches") },
          {
            id: "pages",
            heading: texts.pages,
            lines: ranked(
              places,
              ({ label, href }) => [label, href.slice(1)],
              (place) => ({ id: place.href, label: place.label, href: place.href, note: place.href }),
            ),
          },
          {
            id: "doing",
            heading: texts.doing,
            lines: [
              ...ranked(
                actions,
                ({ label, words }) => [label, ...words],
                ({ label, href }) => ({ id: label, label, href }),
              ),
              ...doing(texts.theme, onTheme),
              ...doing(texts.shortcuts, onShortcuts),
            ],
          },
        ]);
  const isFound = shown.some(({ lines }) => lines.length > 0);
  const [first] = shown.filter(({ lines }) => lines.length > 0);
  // While the server is asked there is nothing yet that the text might have meant before these two.
  const hasMoreWays = query !== "" && !isLine && !isSearching;
  const nearest = isLine ? "terminal-line" : first === undefined ? "activity" : `${first.id} ${first.lines[0]?.id}`;
  function go(href: string): void {
    isLeaving.current = true;
    onClose();
    visit(href);
    router.push(href);
  }
  function choose({ href, act }: Line): void {
    if (href?.startsWith("/download/") === true) {
      onClose();
      location.assign(href);
    } else if (href !== undefined) go(href);
    else {
      onClose();
      act?.();
    }
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
            value={chosen ?? nearest}
            onValueChange={(line) => (isGoing.current ? setChosen(line) : undefined)}
            onKeyDown={({ key }) => (key === "ArrowDown" || key === "ArrowUp" ? (isGoing.current = true) : undefined)}
            onPointerMove={() => (isGoing.current = true)}
          >
            <Command.Input
              className="h-12 w-full border-b px-4 text-[15px] outline-0"
              value={text}
              onValueChange={(typed) => {
                isGoing.current = false;
                setChosen(null);
                setText(typed);
              }}
              placeholder={texts.placeholder}
              maxLength={2000}
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
              {shown.map(({ id, heading, lines }) => {
                const Icon = id in foundIcons ? foundIcons[id as keyof typeof foundIcons] : null;
                return lines.length === 0 ? null : (
                  <Command.Group key={id} className={group} heading={heading}>
                    {lines.map((line) => (
                      <Command.Item
                        key={line.id}
                        value={`${id} ${line.id}`}
                        className={choice}
                        onSelect={() => choose(line)}
                      >
                        {Icon === null ? null : <Icon className="flex-none" aria-hidden />}
                        {id === "messages" ? (
                          // What it means is what was asked for: it is there in whole.
                          <span className="grid min-w-0 gap-0.5 py-1">
                            <code className="text-xs wrap-anywhere">{line.label}</code>
                            <span>{line.about}</span>
                          </span>
                        ) : (
                          <>
                            <span className={clsx("min-w-0 truncate", Icon !== null && "font-semibold")}>
                              {line.label}
                            </span>
                            {line.about ? <span className="min-w-0 truncate text-muted">{line.about}</span> : null}
                          </>
                        )}
                        {line.note ? (
                          <span className={clsx(note, id === "pages" && "font-mono tracking-[-0.01em]")}>
                            {line.note}
                          </span>
                        ) : null}
                      </Command.Item>
                    ))}
                  </Command.Group>
                );
              })}
              {hasMoreWays ? (
                <>
                  {found.length === 0 ? null : (
                    <Command.Item
                      value="all-names"
                      className={choice}
                      onSelect={() => go(`/files?q=${encodeURIComponent(query)}`)}
                    >
                      <CornerDownLeft aria-hidden />
                      {fill(texts.all, { query })}
                    </Command.Item>
                  )}
                  {mayReadActivity ? (
                    <Command.Item
                      value="activity"
                      className={choice}
                      onSelect={() => go(`/activity?q=${encodeURIComponent(query)}`)}
                    >
                      <ScrollText aria-hidden />
                      {fill(texts.activity, { query })}
                    </Command.Item>
                  ) : null}
                </>
              ) : null}
            </Command.List>
            <p className={clsx("px-4 text-sm text-muted not-empty:border-t not-empty:py-2.5")} role="status">
              {isSearching ? texts.searching : query !== "" && !isLine && !isFound ? fill(texts.none, { query }) : ""}
            </p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
