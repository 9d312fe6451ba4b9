"use client";
import { SquareTerminal } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { Button, Spinner } from "../ui/button";
import { TerminalOutput, type Printed } from "./terminal-output";
import { useCompletion } from "./use-completion";

const outputClass = [
  "max-h-[calc(100vh-300px)] min-h-[180px] overflow-y-auto px-4 pt-3.5 pb-1 font-mono text-sm tracking-normal",
  "text-code-text [&>div]:pb-3.5 [&>div]:wrap-anywhere [&>div]:whitespace-pre-wrap",
].join(" ");
const promptClass = [
  "relative flex gap-2 border-t bg-surface px-4 font-mono text-sm tracking-normal",
  "focus-within:shadow-[inset_2px_0_0_var(--focus)] [&>span]:self-center",
  "[&>label]:py-3 [&>label]:whitespace-nowrap [&>label]:text-code-muted",
  "[&>input]:min-w-0 [&>input]:flex-1 [&>input]:py-3 [&>input]:outline-none max-md:[&>input]:text-[16px]",
].join(" ");
const completionClass = [
  "grid cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-3 rounded-badge px-2.5 py-[5px] text-sm",
  "aria-selected:bg-active",
].join(" ");

type TypeLine = (
  line: string,
  secret: string | null,
) => Promise<{ readonly text: string; readonly asks: "passphrase" | "new-passphrase" | null }>;

interface TerminalProps {
  readonly type: TypeLine;
  readonly complete: (prefix: string) => Promise<readonly string[]>;
  readonly grammars: readonly Grammar[];
  readonly start: string;
  readonly who: string;
  readonly texts: UiTexts["terminal"];
}

/** The line that waits for a secret; a new one is asked for twice, and `first` is what was typed before. */
interface Asking {
  readonly line: string;
  readonly isNew: boolean;
  readonly first: string | null;
}

const kept = 200;

/** Typed lines with history and completion; a secret has a masked prompt of its own and is in no history. */
export function Terminal({ type, complete, grammars, start, who, texts }: TerminalProps) {
  const [printed, setPrinted] = useState<readonly Printed[]>([]);
  const [line, setLine] = useState(start);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [isBusy, setBusy] = useState(false);
  const history = useRef<string[]>([]);
  const place = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  const output = useRef<HTMLDivElement>(null);
  const listId = useId();
  const completion = useCompletion({ line, setLine, grammars, complete, isOn: asking === null });

  useEffect(() => {
    output.current?.scrollTo({ top: output.current.scrollHeight });
  }, [printed]);

  async function send(text: string, secret: string | null): Promise<void> {
    setBusy(true);
    const answer = await type(text, secret).catch(() => ({ text: texts.lost, asks: null }));
    setBusy(false);
    // A question for a secret is no answer yet, unless the line has already shown what it could.
    const isOnlyAsking = answer.asks !== null && answer.text.startsWith("FAILURE");
    setPrinted((known) => [
      ...known.slice(-kept),
      { line: secret === null ? text : null, isMasked: secret !== null, text: isOnlyAsking ? "" : answer.text },
    ]);
    setAsking(answer.asks === null ? null : { line: text, isNew: answer.asks === "new-passphrase", first: null });
    requestAnimationFrame(() => input.current?.focus());
  }
  function submit(): void {
    if (isBusy) return;
    completion.close();
    const text = line;
    setLine("");
    if (asking !== null) {
      const isRepeated = asking.first === null || asking.first === text;
      if (asking.isNew && asking.first === null && text !== "") return setAsking({ ...asking, first: text });
      if (isRepeated) return void send(asking.line, text);
      setAsking({ ...asking, first: null });
      return setPrinted((known) => [...known, { line: null, isMasked: true, text: texts.unlike }]);
    }
    if (text.trim() === "") return;
    if (text.trim() === "clear") return setPrinted([]);
    if (history.current[history.current.length - 1] !== text) history.current.push(text);
    place.current = history.current.length;
    void send(text, null);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (asking !== null) {
      if (event.key === "Escape") {
        setAsking(null);
        setLine("");
        setPrinted((known) => [...known, { line: null, isMasked: false, text: texts.unchanged }]);
      }
      return;
    }
    if (completion.onKeyDown(event)) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      place.current = Math.min(history.current.length, Math.max(0, place.current + (event.key === "ArrowUp" ? -1 : 1)));
      setLine(history.current[place.current] ?? "");
    } else if (event.key === "l" && event.ctrlKey) {
      event.preventDefault();
      setPrinted([]);
    }
  }
  const isRepeating = asking !== null && asking.first !== null;
  const secretWord = isRepeating ? texts.again : asking?.isNew === true ? texts.newPassphrase : texts.passphrase;
  const isListed = completion.options.length > 0;
  return (
    <div className="overflow-clip rounded-card border bg-code">
      <div className="flex min-h-10 items-center gap-2 border-b pr-2 pl-4 text-xs/5 text-subtle">
        <SquareTerminal className="size-3.5" aria-hidden />
        <span className="min-w-0 truncate">{who}</span>
        <span className="grow" />
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            setPrinted([]);
            input.current?.focus();
          }}
        >
          {texts.clear}
        </Button>
      </div>
      <div className={outputClass} ref={output} role="log" aria-label={texts.output} tabIndex={0}>
        {printed.length === 0 ? <div className="text-code-muted">{texts.hint}</div> : null}
        <TerminalOutput printed={printed} texts={texts} />
      </div>
      <form
        className={promptClass}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label htmlFor="line">{asking === null ? texts.prompt : secretWord}</label>
        <input
          id="line"
          ref={input}
          type={asking === null ? "text" : "password"}
          value={line}
          aria-label={asking === null ? texts.line : secretWord}
          role={asking === null ? "combobox" : undefined}
          aria-expanded={asking === null ? isListed : undefined}
          aria-controls={asking === null ? listId : undefined}
          aria-autocomplete={asking === null ? "list" : undefined}
          aria-activedescendant={isListed ? `${listId}-${completion.chosen}` : undefined}
          aria-busy={isBusy || undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          onChange={(event) => {
            setLine(event.target.value);
            completion.close();
          }}
          onKeyDown={onKeyDown}
        />
        {isBusy ? <Spinner /> : null}
      </form>
      <ul
        className={isListed ? "max-h-53 overflow-y-auto border-t bg-surface p-1.5" : "sr-only"}
        role="listbox"
        id={listId}
        aria-label={texts.completions}
      >
        {completion.options.map((option, index) => (
          <li
            key={option}
            className={completionClass}
            role="option"
            id={`${listId}-${index}`}
            aria-selected={index === completion.chosen}
            onMouseDown={(event) => {
              event.preventDefault();
              completion.take(index);
            }}
          >
            <span className="mono">{option}</span>
            {index === completion.chosen ? <kbd>Tab</kbd> : <span />}
          </li>
        ))}
      </ul>
    </div>
  );
}
