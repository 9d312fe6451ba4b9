"use client";
import { useEffect, useState } from "react";
import type { strengthText } from "@/lib/i18n/en/ui/strength.ts";
import { pageLocale } from "@/lib/i18n/locale.ts";
import { fill, type Words } from "@/lib/i18n/ui/text.ts";
import type { Estimate } from "./estimate-secret";
import { helpClass } from "./controls";

interface SecretAdviceProps {
  readonly value: string;
  /** What the secret must not be made of: a name, an address, a file. */
  readonly known: readonly string[];
  /** For a secret that was made here: it need not be estimated. */
  readonly made?: Estimate;
  /** What a weak one means here. */
  readonly weakHelp?: string;
}

interface Advice {
  readonly texts: Words<typeof strengthText>;
  readonly estimate: Estimate;
}

/** Estimated when the fingers rest, so that typing does not wait for it. */
const restMilliseconds = 150;

/** How strong a secret is and what would make it stronger. It is estimated in the browser and goes nowhere. */
export function SecretAdvice({ value, known, made, weakHelp }: SecretAdviceProps) {
  const [advice, setAdvice] = useState<Advice>();
  const isEmpty = value === "";
  const words = known.join("\n");
  useEffect(() => {
    if (isEmpty) return;
    let isOver = false;
    const timer = setTimeout(
      () => {
        adviceOn(value, words.split("\n"), made).then(
          (found) => {
            if (!isOver) setAdvice(found);
          },
          // The advice could not be loaded; the form does without it.
          () => undefined,
        );
      },
      made === undefined ? restMilliseconds : 0,
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [value, isEmpty, words, made]);
  return (
    <div className="grid grid-cols-1 content-start gap-1" aria-live="polite">
      {isEmpty || advice === undefined ? null : <Shown {...advice} weakHelp={weakHelp} />}
    </div>
  );
}

function Shown({
  texts,
  estimate: { bits, strength, warning, suggestions },
  weakHelp,
}: Advice & Pick<SecretAdviceProps, "weakHelp">) {
  const sentences = [
    ...(strength === "weak" && weakHelp !== undefined ? [weakHelp] : []),
    ...(warning === null ? [] : [texts.warnings[warning]]),
    ...suggestions.map((each) => texts.suggestions[each]),
  ];
  return (
    <>
      <span
        className="inline-flex items-center gap-2 text-xs text-muted [&_meter]:h-2 [&_meter]:w-18"
        data-strength={strength}
      >
        <span className="sr-only">{texts.label}: </span>
        <meter min={0} max={100} low={40} high={60} optimum={90} value={Math.min(100, bits)} aria-hidden />
        {fill(texts.bits, { word: texts.words[strength], bits })}
      </span>
      {sentences.length === 0 ? null : <p className={helpClass}>{sentences.join(" ")}</p>}
    </>
  );
}

/** One language is loaded, when it is needed. */
const loadTexts = {
  en: () => import("@/lib/i18n/en/ui/strength.ts"),
  ko: () => import("@/lib/i18n/ko/ui/strength.ts"),
} as const;

async function adviceOn(value: string, known: readonly string[], made: Estimate | undefined): Promise<Advice> {
  const [{ strengthText: texts }, estimate] = await Promise.all([
    loadTexts[pageLocale(document)](),
    made ?? import("./estimate-secret").then(({ estimateSecret }) => estimateSecret(value, known)),
  ]);
  return { texts, estimate };
}
