"use client";
import { SquareTerminal } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { Button } from "../ui/button";
import { TerminalOutput, type Printed } from "./terminal-output";
import { useCompletion } from "./use-completion";

type TypeLine = (
  line: string,
  secret: string | null,
) => Promise<{ readonly text: string; readonly asks: "passphrase" | null }>;

interface TerminalProps {
  readonly type: TypeLine;
  readonly complete: (prefix: string) => Promise<readonly string[]>;
  readonly grammars: readonly Grammar[];
  readonly start: string;
  readonly who: string;
  readonly texts: UiTexts["terminal"];
}

const kept = 200;

/** Typed lines with history and completion; a secret has a masked prompt of its own and is in no history. */
export function Terminal({ type, complete, grammars, start, who, texts }: TerminalProps) {
  const [printed, setPrinted] = useState<readonly Printed[]>([]);
  const [line, setLine] = useState(start);
  const [asking, setAsking] = useState<string | null>(null);
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
    setAsking(answer.asks === null ? null : text);
    requestAnimationFrame(() => input.current?.focus());
  }
  function submit(): void {
    if (isBusy) return;
    completion.close();
    const text = line;
    setLine("");
    if (asking !== null) return void send(asking, text);
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
  const isListed = completion.options.length > 0;
  return (
    <div className="term">
      <div className="cap">
        <SquareTerminal className="i s" aria-hidden />
        <span className="clip">{who}</span>
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
      <div className="out" ref={output} role="log" aria-label={texts.output} tabIndex={0}>
        {printed.length === 0 ? <div className="m">{texts.hint}</div> : null}
        <TerminalOutput printed={printed} texts={texts} />
      </div>
      <form
        className="prompt"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label htmlFor="line">{asking === null ? texts.prompt : texts.passphrase}</label>
        <input
          id="line"
          ref={input}
          type={asking === null ? "text" : "password"}
          value={line}
          aria-label={asking === null ? texts.line : texts.passphrase}
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
        {isBusy ? <span className="spin self-center" aria-hidden="true" /> : null}
      </form>
      <ul className={isListed ? "sug" : "vh"} role="listbox" id={listId} aria-label={texts.completions}>
        {completion.options.map((option, index) => (
          <li
            key={option}
            className="o"
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
