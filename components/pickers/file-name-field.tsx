"use client";
import { clsx } from "clsx";
import { Command } from "cmdk";
import { useEffect, useId, useRef, useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { useInBrowser } from "../ui/in-browser";
import { described, Field } from "../form/field";
import { controlClass } from "../form/controls";
import { menuBoxClass, menuItemClass } from "../styles/menu";

export type SuggestFiles = (query: string, kinds: readonly string[]) => Promise<readonly string[]>;

interface FileNameFieldProps {
  readonly id: string;
  readonly label: string;
  readonly optional?: string;
  readonly help?: string;
  readonly error?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Kinds of file that fit, or `authority`; empty: every kind. */
  readonly kinds: readonly string[];
  readonly suggest: SuggestFiles;
  readonly texts: { readonly chooseFile: string; readonly nothingFits: string; readonly suggestions: string };
  readonly name?: string;
  /**
   * Opens its list at a click, a key or a letter, not when the focus merely comes by: what stands below stays in reach.
   */
  readonly isQuiet?: boolean;
}

/** Asks the inventory 120 ms after the last key; the answer to an older question is dropped. */
function useSuggestions(
  query: string,
  isOpen: boolean,
  { kinds, suggest }: Pick<FileNameFieldProps, "kinds" | "suggest">,
): readonly string[] | null {
  const [answer, setAnswer] = useState<readonly string[] | null>(null);
  const wanted = kinds.join("|");
  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      suggest(query, wanted === "" ? [] : wanted.split("|")).then(
        (names) => (isCurrent ? setAnswer(names) : undefined),
        () => (isCurrent ? setAnswer([]) : undefined),
      );
    }, 120);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query, isOpen, wanted, suggest]);
  return answer;
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
  const names = useSuggestions(value, isOpen, { kinds, suggest });
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
    setOpen(false);
  }
  if (!isInBrowser) {
    return (
      <Field id={id} label={label} optional={optional} help={help} error={error}>
        <input
          {...described(id, { help, error })}
          className={controlClass({ isMono: true })}
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
        onKeyDown={(event) => {
          if (event.key === "Escape" && isOpen) {
            event.preventDefault();
            event.stopPropagation();
            setOpen(false);
          } else if (event.key === "Enter" && (!isOpen || names === null || names.length === 0)) {
            event.stopPropagation();
            (event.target as HTMLElement).closest("form")?.requestSubmit();
          } else if (event.key === "ArrowDown") setOpen(true);
        }}
      >
        <Command.Input
          {...described(id, { help, error })}
          ref={input}
          name={name}
          className={controlClass({ isMono: true })}
          value={value}
          placeholder={texts.chooseFile}
          onValueChange={(text) => {
            onChange(text);
            setOpen(true);
          }}
          onFocus={() => setOpen(!isQuiet)}
          onClick={() => setOpen(true)}
        />
        <Command.List
          id={listId}
          className={clsx(menuBoxClass, "absolute inset-x-0 top-[calc(100%+4px)] max-h-66 overflow-y-auto")}
          hidden={!isOpen || names === null}
          label={texts.suggestions}
        >
          {isOpen && names !== null
            ? names.map((fileName) => (
                <Command.Item
                  key={fileName}
                  value={fileName}
                  className={clsx(menuItemClass(), "font-mono text-[0.93em] tracking-[-0.01em]")}
                  onMouseDown={(event) => event.preventDefault()}
                  onSelect={() => pick(fileName)}
                >
                  {fileName}
                </Command.Item>
              ))
            : null}
          {isOpen && names?.length === 0 ? (
            <p className="flex min-h-8 items-center px-2 py-1 text-muted">
              {fill(texts.nothingFits, { query: value })}
            </p>
          ) : null}
        </Command.List>
      </Command>
    </Field>
  );
}
