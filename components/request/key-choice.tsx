"use client";
import { useState } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { ChoiceCards } from "../form/choice-cards";
import { partClass } from "../form/layout";
import { buttonClass } from "../ui/button";

const usual = ["rsa-2048", "rsa-3072", "p-256", "p-384"] as const;
const all = ["rsa-2048", "rsa-3072", "rsa-4096", "p-256", "p-384", "p-521", "ed25519"] as const;

export function keyWord(key: string, texts: UiTexts["form"]): string {
  return texts.keys[key as (typeof all)[number]] ?? key;
}

/** The four that services take; the others one click away. */
export function KeyChoice({
  value,
  onChange,
  texts,
}: {
  readonly value: string;
  readonly onChange: (key: string) => void;
  readonly texts: UiTexts["form"];
}) {
  const [isWhole, setWhole] = useState(false);
  const stored = all.includes(value as (typeof all)[number]) ? null : value;
  const shown = isWhole || !usual.includes(value as (typeof usual)[number]) ? all : usual;
  return (
    <section className={partClass} aria-labelledby="part-key">
      <header>
        <h2 id="part-key">{texts.key}</h2>
      </header>
      <ChoiceCards
        name="key"
        legend={texts.key}
        isLegendHidden
        value={value}
        onChange={onChange}
        choices={[
          ...(stored === null ? [] : [{ value: stored, label: stored, hint: texts.storedKeyHint }]),
          ...shown.map((key) => ({ value: key, label: texts.keys[key], hint: texts.keyHints[key] })),
        ]}
      />
      {shown === all ? null : (
        <div>
          <button
            type="button"
            className={buttonClass({ variant: "ghost", size: "sm" })}
            onClick={() => setWhole(true)}
          >
            {texts.moreKeys}
          </button>
        </div>
      )}
    </section>
  );
}
