import { sentenceOfCheck } from "@/lib/i18n/sentences/preflight.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { CheckResult } from "@/lib/targets/preflight.ts";
import { VerdictMark } from "../../ui/verdict";
import { cardClass } from "../../styles/card";

interface CheckedInputsProps {
  readonly checks: readonly CheckResult[];
  readonly texts: UiTexts["services"];
  readonly locale: Locale;
}

/** The checks of the inputs as typed, nothing saved. */
export function CheckedInputs({ checks, texts, locale }: CheckedInputsProps) {
  const open = checks.filter(({ status }) => status !== "pass");
  return (
    <>
      <p className="mb-3 text-sm text-muted">
        {fill(texts.page.ofAll, { passed: checks.length - open.length, all: checks.length })}
      </p>
      {open.length === 0 ? null : (
        <ul className={cardClass}>
          {open.map((check, index) => (
            <li key={`${check.code} ${index}`} className="finding">
              <VerdictMark status={check.status} word={texts.status[check.status]} />
              <p className="wrap-anywhere text-ink">{sentenceOfCheck(check, locale)}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
