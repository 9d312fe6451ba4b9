"use client";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { sanProblems as english } from "@/lib/i18n/en/sentences/san-problems.ts";
import { sanProblems as korean } from "@/lib/i18n/ko/sentences/san-problems.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { readAltName, splitAltNames, type AltNameReading } from "@/lib/shell/alt-name.ts";
import { described, Field } from "../form/field";
import { chipButtonClass, chipClass, chipKindClass } from "../styles/chip";

const chipsBoxClass = [
  "flex min-h-10 flex-wrap gap-1.5 rounded-control border border-line-control bg-surface p-1.5",
  "focus-within:border-focus focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus",
  "data-invalid:border-danger-mark data-invalid:shadow-[0_0_0_1px_var(--danger-mark)]",
].join(" ");
const kindSelectClass = [
  "h-6.5 cursor-pointer rounded-badge border border-line bg-sunken px-1 text-xs text-muted",
  "hover:border-subtle focus-visible:outline-2 focus-visible:outline-focus max-md:text-[16px]",
].join(" ");
const chipsInputClass = "h-6.5 min-w-30 flex-[1_1_160px] px-1 text-sm outline-none max-md:text-[16px]";

export interface ChipTexts {
  readonly names: string;
  readonly namesHint: string;
  readonly namesHelp: string;
  readonly namesRule: string;
  readonly nameKind: string;
  readonly nameKinds: UiTexts["form"]["nameKinds"];
  readonly fromCn: string;
  readonly removeName: string;
  readonly correctName: string;
}

interface NameChipsProps {
  readonly id: string;
  readonly label: string;
  readonly at?: string;
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
  /** Shown as the dashed chip in front: it is added by itself. */
  readonly commonName?: string;
  readonly error?: string;
  readonly texts: ChipTexts;
  readonly locale: Locale;
}

const kindTexts: Readonly<Record<string, string>> = {
  dns: "DNS",
  ip: "IP",
  email: "e-mail",
  uri: "URI",
  upn: "UPN",
  rid: "RID",
};

/** The kinds that can be chosen, by the prefix that says the same in a typed line. */
const prefixes = ["", "DNS", "IP", "email", "UPN", "SID", "URI", "RID"] as const;
const hasPrefix = new RegExp(`^(${prefixes.filter(Boolean).join("|")}):`, "i");

const sanProblems: Readonly<Record<Locale, typeof english>> = { en: english, ko: korean };

/** Why a name is none, in the person's language; null when it is one. */
function problemOf(reading: AltNameReading, locale: Locale): string | null {
  if (reading.isName) return null;
  return sanProblems[locale][reading.reason](reading.part, reading.position);
}

/** A list of names as chips: a comma, a new line or Enter ends one; a refused one stays, red, until it is corrected. */
export function NameChips({ id, label, at, names, onChange, commonName, error, texts, locale }: NameChipsProps) {
  const [text, setText] = useState("");
  /** What a name without a prefix is; "": what it looks like. */
  const [kind, setKind] = useState("");
  const readings = names.map((name) => readAltName(name));
  const broken = readings.flatMap((reading, index) =>
    reading.isName ? [] : [`${names[index]}: ${problemOf(reading, locale)}`],
  );
  const shown = error ?? broken[0];

  function take(more: readonly string[]): void {
    const fresh = more.filter((name, index) => !names.includes(name) && more.indexOf(name) === index);
    if (fresh.length > 0) onChange([...names, ...fresh]);
  }
  function namesIn(typed: string): readonly string[] {
    return splitAltNames(typed).map((name) => (kind === "" || hasPrefix.test(name) ? name : `${kind}:${name}`));
  }
  function finish(): void {
    take(namesIn(text));
    setText("");
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === "Enter" || event.key === ",") && text.trim() !== "") {
      event.preventDefault();
      finish();
    } else if (event.key === "Backspace" && text === "" && names.length > 0) {
      event.preventDefault();
      correct(names.length - 1);
    }
  }
  function onPaste(event: ClipboardEvent<HTMLInputElement>): void {
    const pasted = event.clipboardData.getData("text");
    if (!/[,;\n]/.test(pasted)) return;
    event.preventDefault();
    take(namesIn(text + pasted));
    setText("");
  }
  /** Brings a chip back into the field, so that it can be corrected. */
  function correct(index: number): void {
    setText(names[index] ?? "");
    onChange(names.filter((_, other) => other !== index));
    document.getElementById(id)?.focus();
  }

  return (
    <Field id={id} label={label} at={at} help={`${texts.namesHelp} ${texts.namesRule}`} error={shown}>
      <div className={chipsBoxClass} data-invalid={shown === undefined ? undefined : true}>
        {commonName === undefined ? null : <CommonNameChip name={commonName} from={texts.fromCn} />}
        {readings.map((reading, index) => (
          <span key={names[index]} className={chipClass(reading.isName ? "plain" : "bad")}>
            <span className={clsx(chipKindClass, reading.isName && "text-subtle")}>
              {reading.isName ? kindTexts[reading.kind] : "?"}
            </span>
            <button
              type="button"
              className="block h-6 max-w-full truncate rounded-badge px-0.5 hover:bg-active"
              aria-label={fill(texts.correctName, { name: names[index] ?? "" })}
              onClick={() => correct(index)}
            >
              {reading.isName ? reading.value : names[index]}
            </button>
            <button
              type="button"
              className={clsx(chipButtonClass, reading.isName ? "text-subtle" : "text-danger")}
              aria-label={fill(texts.removeName, { name: names[index] ?? "" })}
              onClick={() => onChange(names.filter((_, other) => other !== index))}
            >
              <X className="size-3.5" aria-hidden />
            </button>
          </span>
        ))}
        <select
          className={kindSelectClass}
          aria-label={texts.nameKind}
          value={kind}
          onChange={(event) => {
            setKind(event.target.value);
            document.getElementById(id)?.focus();
          }}
        >
          {prefixes.map((prefix) => (
            <option key={prefix} value={prefix}>
              {texts.nameKinds[prefix === "" ? "any" : prefix]}
            </option>
          ))}
        </select>
        <input
          className={chipsInputClass}
          {...described(id, { help: true, error: shown })}
          value={text}
          placeholder={texts.namesHint}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={finish}
        />
      </div>
    </Field>
  );
}

function CommonNameChip({ name, from }: { readonly name: string; readonly from: string }) {
  const reading = readAltName(name);
  if (!reading.isName || (reading.kind !== "dns" && reading.kind !== "ip")) return null;
  return (
    <span className={chipClass("auto")}>
      <span className={clsx(chipKindClass, "text-subtle")}>{kindTexts[reading.kind]}</span>
      <span className="truncate">{reading.value}</span>
      <span className="text-subtle text-xs">{from}</span>
    </span>
  );
}
