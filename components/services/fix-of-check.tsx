import type { ReactNode } from "react";
import type { CheckResult } from "@/lib/targets/preflight.ts";
import { sentenceOfFix } from "@/lib/i18n/sentences/preflight.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { LinkButton } from "../ui/button";
import { ApplyFixButton, type ApplyFix } from "./apply-fix-button";
import { fixAddress } from "./fix-link";

/** What a person needs to mend a finding of a service. */
export interface FixTools {
  readonly service: string;
  /** Null: this person may not. */
  readonly applyFix: ApplyFix | null;
  /** A button with this label that takes files in; what is missing is then found by itself. */
  readonly upload: (label: string) => ReactNode;
  readonly texts: UiTexts["services"];
  readonly locale: Locale;
  readonly unreachable: string;
}

/** A fix that can be applied here is one click; the rest opens the form, filled in. */
export function FixOfCheck({
  check: { code, about, fix },
  service,
  applyFix,
  upload,
  texts,
  locale,
  unreachable,
}: FixTools & { readonly check: CheckResult }) {
  if (fix === null || applyFix === null) return null;
  const label = sentenceOfFix(fix, locale);
  switch (fix.code) {
    case "fix.upload":
      return upload(label);
    case "fix.add-to-list":
    case "fix.use":
    case "fix.take-root":
      return (
        <ApplyFixButton
          of={{ service, check: code, about }}
          applyFix={applyFix}
          label={label}
          done={texts.page.fixed}
          unreachable={unreachable}
        />
      );
    default:
      return (
        <LinkButton size="sm" href={fixAddress(fix, service)}>
          {label}
        </LinkButton>
      );
  }
}
