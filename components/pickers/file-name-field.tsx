"use client";
import { clsx } from "clsx";
import { Command } from "cmdk";
import { Lock } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { useInBrowser } from "../ui/in-browser";
import { described, Field } from "../form/field";
import { controlClass } from "../form/controls";
import { menuBoxClass } from "../styles/menu";
import { firstShown, useSuggestions, type SuggestFiles, type Suggestions } from "./suggestions";

export type { SuggestFiles } from "./suggestions";

interface PickerTexts {
  readonly chooseFile: string;
  readonly nothingFits: string;
  readonly suggestions: string;
  readonly notOffered: string;
  readonly typeOn: string;
}

interface FileNameFieldProps {
  readonly id: string;
  readonly label: string;
  readonly optional?: string;
  readonly help?: string;
  readonly error?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Kinds of file that fit, `authority` or `signer`; empty: every kind. */
  readonly kinds: readonly string[];
  readonly suggest: SuggestFiles;
  readonly texts: PickerTexts;
  readonly name?: string;
  /**
   * Opens its list at a click, a key or a letter, not when the focus merely comes by: what stands below stays in reach.
   */
  readonly isQuiet?: boolean;
}

/** A name of the inventory: typed, or picked from what fits. The text itself is the value, so it can also be pasted. */
export function FileNameField({
  id,
  label,
  optional,
  help,
  error,
  value,
  onChange,
  kinds,
  suggest,
  texts,
  name,
  isQuiet = false,
}: FileNameFieldProps) {
  const [isOpen, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const answer = useSuggestions(value, isOpen, { kinds, suggest });
  const found = answer?.found ?? null;
  /** The choice that a person went to, by an arrow or the pointer; typing takes it back. */
  const [gone, setGone] = useState<string | null>(null);
  const isGoing = useRef(false);
  /** cmdk marks the first choice by itself; another text for "none" takes the mark away again. */
  const [noChoice, setNoChoice] = useState("-");
  // cmdk writes a style attribute, which the content policy refuses in the page that the server sends.
  const isInBrowser = useInBrowser<boolean>(() => true, false);
  // cmdk says that it is always expanded, and gives its input an id of its own; here the list comes and goes, and the
  // label knows `id`.
  useEffect(() => {
    input.current?.setAttribute("aria-expanded", String(isOpen));
    input.current?.setAttribute("id", id);
  }, [isOpen, isInBrowser, id]);
  function pick(fileName: string): void {
    onChange(fileName);
    setGone(null);
    setOpen(false);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      isGoing.current = true;
      // The arrow that opens the list goes to its first choice.
      if (!isOpen && answer?.query === value) setGone(answer.found.offered[0]?.fileName ?? null);
      setOpen(true);
    } else if (event.key === "Enter" && gone === null) {
      event.preventDefault();
      event.stopPropagation();
      const isListed = isOpen && answer !== null && answer.query === value && answer.found.offered.length > 0;
      const first = isListed ? firstShown(answer.found) : null;
      if (first !== null) pick(first);
      else if (isListed) setOpen(false);
      else (event.target as HTMLElement).closest("form")?.requestSubmit();
    }
  }
  if (!isInBrowser) {
    return (
      <Field id={id} label={label} optional={optional} help={help} error={error}>
        <input
          {...described(id, { help, error })}
          className={controlClass({ isMono: true }, "placeholder:font-sans")}
          name={name}
          defaultValue={value}
          placeholder={texts.chooseFile}
        />
      </Field>
    );
  }
  return (
    <Field id={id} label={label} optional={optional} help={help} error={error}>
      <Command
        shouldFilter={false}
        className="relative"
        label={label}
        onBlur={(event) => (event.currentTarget.contains(event.relatedTarget) ? undefined : setOpen(false))}
        onKeyDown={onKeyDown}
        onPointerMove={() => (isGoing.current = true)}
        value={gone ?? (found === null || answer?.query !== value ? noChoice : (firstShown(found) ?? noChoice))}
        onValueChange={(choice) => {
          if (isGoing.current && choice !== "") setGone(choice);
          else setNoChoice((known) => (known === "-" ? "--" : "-"));
        }}
      >
        <Command.Input
          {...described(id, { help, error })}
          ref={input}
          name={name}
          className={controlClass({ isMono: true }, "placeholder:font-sans")}
          value={value}
          placeholder={texts.chooseFile}
          onValueChange={(text) => {
            isGoing.current = false;
            setGone(null);
            onChange(text);
            setOpen(true);
          }}
          onFocus={({ currentTarget, relatedTarget }) =>
            currentTarget.closest("[cmdk-root]")?.contains(relatedTarget) === true ? undefined : setOpen(!isQuiet)
          }
          onClick={() => setOpen(true)}
        />
        <Command.List
          id={listId}
          // cmdk gives its input the focus back by an id that the input does not have, and else to the list.
          onFocus={() => input.current?.focus()}
          className={clsx(menuBoxClass, "absolute inset-x-0 top-[calc(100%+4px)] max-h-96 overflow-y-auto")}
          hidden={!isOpen || found === null}
          label={texts.suggestions}
        >
          {isOpen && found !== null ? <Choices found={found} query={value} texts={texts} onPick={pick} /> : null}
        </Command.List>
      </Command>
    </Field>
  );
}

const choiceClass = "grid min-h-8 grid-cols-1 rounded-badge px-2 py-1.5 outline-none [&>span]:min-w-0";
const pickableClass = clsx(choiceClass, "cursor-pointer text-ink data-[selected=true]:bg-active");
const groupClass = [
  "mt-1 border-t pt-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1",
  "[&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted",
].join(" ");
const aboutClass = "text-xs/5 text-muted wrap-anywhere";

/** What fits, two lines each; then what was meant and does not fit, with the reason. */
function Choices({
  found,
  query,
  texts,
  onPick,
}: {
  readonly found: Suggestions;
  readonly query: string;
  readonly texts: PickerTexts;
  readonly onPick: (fileName: string) => void;
}) {
  const { offered, notOffered, hasMore } = found;
  return (
    <>
      {offered.map(({ fileName, about, lock, foundBy }) => (
        <Command.Item
          key={fileName}
          value={fileName}
          className={pickableClass}
          onMouseDown={(event) => event.preventDefault()}
          onSelect={() => onPick(fileName)}
        >
          <span className="font-mono text-[0.93em]/5 tracking-[-0.01em] wrap-anywhere">{fileName}</span>
          <span className={aboutClass}>
            {about}
            {lock === undefined ? null : (
              <span className="inline-flex items-center gap-1 pl-2 icon:size-3">
                <Lock aria-hidden />
                {lock}
              </span>
            )}
            {foundBy === undefined ? null : <span className="block">{foundBy}</span>}
          </span>
        </Command.Item>
      ))}
      {offered.length === 0 ? (
        <p className="flex min-h-8 items-center px-2 py-1 text-muted">{fill(texts.nothingFits, { query })}</p>
      ) : null}
      {hasMore ? <p className="px-2 py-1 text-xs/5 text-muted">{texts.typeOn}</p> : null}
      {notOffered.length === 0 ? null : (
        <Command.Group className={groupClass} heading={texts.notOffered}>
          {notOffered.map(({ fileName, about, why }) => (
            <Command.Item
              key={fileName}
              value={`not ${fileName}`}
              disabled
              className={choiceClass}
              onMouseDown={(event) => event.preventDefault()}
            >
              <span className="font-mono text-[0.93em]/5 tracking-[-0.01em] text-muted wrap-anywhere">{fileName}</span>
              <span className={aboutClass}>{about}</span>
              <span className="text-xs/5 wrap-anywhere">{why}</span>
            </Command.Item>
          ))}
        </Command.Group>
      )}
    </>
  );
}
