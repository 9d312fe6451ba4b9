"use client";
import { clsx } from "clsx";
import { CircleCheck } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { splitClass } from "../styles/section";

interface FormDoneProps {
  readonly title: string;
  /** What there is to say about it, in a sentence or two. */
  readonly children?: ReactNode;
  /** To what was made, and to the next form. */
  readonly actions?: ReactNode;
  /** What was made: its text, and its facts. */
  readonly made?: ReactNode;
  /** The one next step, and what comes after it. */
  readonly next?: ReactNode;
  /** The page has a title of its own, which stays. */
  readonly isPart?: boolean;
}

/**
 * What a form made, in the place of the form: nothing is left that could send it a second time. The title takes the focus
 * and is scrolled into view, however far down the button was.
 */
export function FormDone({ title, children, actions, made, next, isPart = false }: FormDoneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isPart) window.scrollTo({ top: 0, behavior: "instant" });
    heading.current?.focus();
  }, [isPart]);
  const Heading = isPart ? "h2" : "h1";
  const isSplit = made !== undefined && next !== undefined;
  return (
    <>
      <div className="mb-5 flex flex-wrap items-start gap-x-4 gap-y-3">
        <span className="grid size-10 flex-none place-items-center rounded-full border border-ok-line bg-ok-soft text-ok-mark">
          <CircleCheck className="size-5" aria-hidden />
        </span>
        <div className="min-w-0 flex-1 basis-0 max-md:min-w-[min(100%,16rem)]" role="status">
          <Heading className="text-page wrap-anywhere" tabIndex={-1} ref={heading}>
            {title}
          </Heading>
          <div className="mt-0.5 max-w-[76ch] text-muted">{children}</div>
        </div>
        {actions === undefined ? null : (
          <div className="flex flex-wrap gap-2 max-md:w-full max-md:*:flex-1">{actions}</div>
        )}
      </div>
      <div className={clsx(isSplit ? splitClass : "grid max-w-[860px] gap-6", "max-lg:[&>aside]:order-first")}>
        {made === undefined ? null : <div className="grid min-w-0 grid-cols-1 content-start gap-4">{made}</div>}
        {next === undefined ? null : <aside>{next}</aside>}
      </div>
    </>
  );
}

interface NextStepProps {
  readonly word: string;
  readonly title: string;
  readonly children?: ReactNode;
  /** What does it first; the other ways after it. */
  readonly actions: ReactNode;
}

/** The one next step. */
export function NextStep({ word, title, children, actions }: NextStepProps) {
  return (
    <section className="rounded-card border border-accent-line bg-accent-soft p-4" aria-label={word}>
      <p className="text-sm font-medium text-accent-text">{word}</p>
      <h2 className="mt-1 text-section wrap-anywhere">{title}</h2>
      {children === undefined ? null : <div className="mt-1 text-sm text-muted">{children}</div>}
      <div className="mt-3 flex flex-wrap items-center gap-2 max-md:[&>:is(a,button)]:flex-1">{actions}</div>
    </section>
  );
}
