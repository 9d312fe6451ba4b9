import type { ReactNode } from "react";
import type { CheckResult } from "@/lib/targets/preflight.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { sentenceOfCheck } from "@/lib/i18n/sentences/preflight.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import type { ApplyFix } from "./apply-fix-button";
import { FixOfCheck } from "./fix-of-check";
import { VerdictMark } from "../ui/verdict";
import { cardClass, groupHeadClass, moreClass } from "../styles/card";

interface PreflightProps {
  readonly service: string;
  readonly checks: readonly CheckResult[];
  /** Id of a role, trust list or request → what it is called. */
  readonly titles: Readonly<Record<string, string>>;
  readonly texts: UiTexts["services"];
  readonly locale: Locale;
  /** Null: this person may not. */
  readonly applyFix: ApplyFix | null;
  readonly unreachable: string;
  /** A button with this label that takes files in; what is missing is then found by itself. */
  readonly upload: (label: string) => ReactNode;
}

/** Failed checks first, with reason, source and fix; those that pass are folded away. */
export function Preflight({ service, checks, titles, texts, locale, applyFix, unreachable, upload }: PreflightProps) {
  const passed = checks.filter(({ status }) => status === "pass");
  const open = checks.filter(({ status }) => status !== "pass");
  const abouts = [...new Set(open.map(({ about }) => about))];
  const group = { service, texts, locale, applyFix, unreachable, upload };
  return (
    <section aria-labelledby="checks">
      <h2 className="text-section mb-3" id="checks" tabIndex={-1}>
        {texts.page.checks}{" "}
        <span className="text-subtle text-sm font-normal ml-2">
          {fill(texts.page.ofAll, { passed: passed.length, all: checks.length })}
        </span>
      </h2>
      <div className={cardClass}>
        {abouts.map((about) => (
          <div key={about ?? ""}>
            <h3 className={groupHeadClass}>{about === null ? texts.page.whole : (titles[about] ?? about)}</h3>
            <CheckRows checks={open.filter((check) => check.about === about)} {...group} />
          </div>
        ))}
        {passed.length === 0 ? null : (
          <details className={moreClass}>
            <summary>{count(locale, texts.page.passed, passed.length)}</summary>
            <CheckRows checks={passed} titles={titles} {...group} />
          </details>
        )}
      </div>
    </section>
  );
}

type RowsProps = Omit<PreflightProps, "titles"> & { readonly titles?: PreflightProps["titles"] };

function CheckRows({ service, checks, titles, texts, locale, applyFix, unreachable, upload }: RowsProps) {
  return (
    <ul>
      {checks.map((check, index) => (
        <li key={`${check.code} ${index}`} className="finding">
          <VerdictMark status={check.status} word={texts.status[check.status]} />
          <div>
            {titles === undefined || check.about === null ? null : (
              <span className="text-subtle text-xs">{titles[check.about] ?? check.about}</span>
            )}
            <p className="text-ink wrap-anywhere">{sentenceOfCheck(check, locale)}</p>
            <p className="text-muted text-xs flex items-center gap-2 flex-wrap">
              {check.citation}
              {check.confirmation === "unconfirmed" ? <Badge tone="info">{texts.page.unconfirmed}</Badge> : null}
            </p>
          </div>
          <FixOfCheck {...{ service, check, applyFix, unreachable, texts, locale, upload }} />
        </li>
      ))}
    </ul>
  );
}
