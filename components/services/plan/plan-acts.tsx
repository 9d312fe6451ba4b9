"use client";
import { useRouter } from "next/navigation";
import { useRef, useState, type ChangeEvent, type MouseEvent, type ReactNode } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, type Counted } from "@/lib/i18n/ui/text.ts";
import type { ActionState } from "../../form/action-state";
import { notify } from "../../ui/notices";

export type MarkStep = (input: { service: string; step: string; done: boolean }) => Promise<ActionState<unknown>>;

interface PlanActsProps {
  readonly service: string;
  /** Null: this person may not; the boxes are off. */
  readonly mark: MarkStep | null;
  readonly texts: { readonly copied: Counted; readonly nothing: string; readonly unreachable: string };
  readonly locale: Locale;
  readonly children: ReactNode;
}

const linesIn = (around: Element | null, selector: string): readonly string[] =>
  [...(around?.querySelectorAll(selector) ?? [])].flatMap(({ textContent }) => textContent.split("\n"));

/** Those of its open steps in view, then those of the fold at its end (`data-rest`), which may not have been asked for. */
function linesOfPhase(button: Element): readonly string[] {
  const phase = button.closest("details");
  const rest = button.getAttribute("data-rest") ?? "";
  return [...linesIn(phase, ":scope > ol [data-open] [data-lines]"), ...(rest === "" ? [] : rest.split("\n"))];
}

/**
 * Listens for the boxes and the copy buttons of the steps inside: they are plain elements of the server, so that the
 * lines of a plan go to the browser once. The lines to copy are those that stand there (`data-lines`), and for a whole
 * phase those of its open steps, folded ones with them.
 */
export function PlanActs({ service, mark, texts, locale, children }: PlanActsProps) {
  const router = useRouter();
  const [said, say] = useState("");
  const busy = useRef(new Set<string>());

  async function tick(event: ChangeEvent<HTMLDivElement>): Promise<void> {
    const box: EventTarget = event.target;
    if (mark === null || !(box instanceof HTMLInputElement) || box.name !== "step") return;
    const { value: step, checked: done } = box;
    if (busy.current.has(step)) {
      box.checked = !done;
      return;
    }
    busy.current.add(step);
    const reply = await mark({ service, step, done }).catch(() => null);
    busy.current.delete(step);
    if (reply?.ok === true) {
      router.refresh();
      return;
    }
    box.checked = !done;
    notify({ text: reply === null ? texts.unreachable : reply.error.message, tone: "danger" });
  }

  async function copy(event: MouseEvent<HTMLDivElement>): Promise<void> {
    const button = event.target instanceof Element ? event.target.closest("button[data-copy]") : null;
    if (button === null) return;
    const isWhole = button.getAttribute("data-copy") === "phase";
    const lines = isWhole ? linesOfPhase(button) : linesIn(button.closest("li"), "[data-lines]");
    if (lines.length === 0) {
      notify({ text: texts.nothing });
      return;
    }
    await navigator.clipboard.writeText(`${lines.join("\n")}\n`);
    const words = count(locale, texts.copied, lines.length);
    if (isWhole) notify({ text: words });
    else say(words);
    button.setAttribute("data-done", "");
    setTimeout(() => {
      button.removeAttribute("data-done");
      say("");
    }, 2000);
  }

  return (
    <div className="contents" onChange={(event) => void tick(event)} onClick={(event) => void copy(event)}>
      {children}
      <span className="sr-only" role="status">
        {said}
      </span>
    </div>
  );
}
