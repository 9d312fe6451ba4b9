import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { sentenceOfCheck } from "@/lib/i18n/sentences/preflight.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Missing } from "@/lib/targets/progress.ts";
import { cardClass, cardHeadClass, moreClass } from "../../styles/card";
import { VerdictMark } from "../../ui/verdict";
import { FixOfCheck, type FixTools } from "../fix-of-check";
import { lineOfMissing } from "./subject-words";

/** So many are in view; the rest is folded. */
const shownAtOnce = 5;

interface MissingListProps extends Omit<FixTools, "texts"> {
  readonly missing: readonly Missing[];
  readonly texts: Pick<UiTexts, "services" | "servicePage">;
  /** What can be done of it in one go. */
  readonly acts?: ReactNode;
}

/** What the service is not ready without: of whom, why, and the one button that mends it. */
export function MissingList({ missing, texts, acts, ...tools }: MissingListProps) {
  const text = texts.servicePage.missing;
  const shown = missing.length <= shownAtOnce + 1 ? missing : missing.slice(0, shownAtOnce);
  const rest = missing.slice(shown.length);
  return (
    <section className={cardClass} aria-labelledby="missing">
      <div className={clsx(cardHeadClass, "last:border-b-0 max-md:flex-wrap")}>
        <h2 id="missing" tabIndex={-1}>
          {missing.length === 0 ? text.nothing : text.title}
        </h2>
        {missing.length === 0 ? null : (
          <span className="font-normal text-subtle">{fill(text.eachWithMend, { n: missing.length })}</span>
        )}
        <span className="ml-auto flex flex-wrap justify-end gap-2">{acts}</span>
        <Link
          className="font-normal whitespace-nowrap"
          href={`/services/${encodeURIComponent(tools.service)}/checks`}
          prefetch={false}
        >
          {text.allChecks}
        </Link>
      </div>
      <MissingRows missing={shown} texts={texts} {...tools} />
      {rest.length === 0 ? null : (
        <details className={moreClass}>
          <summary>{count(tools.locale, text.more, rest.length)}</summary>
          <MissingRows missing={rest} texts={texts} {...tools} />
        </details>
      )}
    </section>
  );
}

function MissingRows({ missing, texts, ...tools }: Omit<MissingListProps, "acts">) {
  const { locale } = tools;
  return (
    <ul>
      {missing.map((each) => {
        const { check, subjects, more } = each;
        const isWhole = subjects.every(({ kind }) => kind === "whole");
        return (
          <li key={`${check.code} ${check.about ?? ""}`} className="finding">
            <VerdictMark status={check.status} word={texts.services.status[check.status]} />
            <div className="wrap-anywhere">
              <b className="text-ink">
                {isWhole ? sentenceOfCheck(check, locale) : lineOfMissing(each, texts, locale)}
              </b>
              <p className="text-xs text-subtle">
                {more === 0 ? null : (
                  <span className="text-ink">{count(locale, texts.servicePage.missing.alsoFails, more)} </span>
                )}
                {check.citation}
              </p>
            </div>
            <FixOfCheck check={check} texts={texts.services} {...tools} />
          </li>
        );
      })}
    </ul>
  );
}
