import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { Finding } from "@/lib/pki/checks/finding.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { sentenceOfFinding } from "@/lib/i18n/sentences/sentences.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { cardClass } from "../styles/card";
import { toneMark } from "../styles/tone-classes";

const icons = { danger: CircleAlert, warn: TriangleAlert, info: Info } as const;
const rank = { danger: 0, warn: 1, info: 2 } as const;

/** Findings of the checks, worst first, each with the rule that it breaks. */
export function Findings({
  findings,
  texts,
  locale,
  level = 2,
}: {
  readonly findings: readonly Finding[];
  readonly texts: UiTexts["item"]["findings"];
  readonly locale: Locale;
  readonly level?: 2 | 3;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  const sorted = [...findings].sort((one, other) => rank[one.severity] - rank[other.severity]);
  return (
    <section>
      <Heading className={Heading === "h3" ? "mb-3 font-semibold" : "mb-3 text-section"}>
        {texts.title}
        {sorted.length > 0 ? <span className="text-subtle text-sm font-normal ml-2">{sorted.length}</span> : null}
      </Heading>
      <ul className={cardClass}>
        {sorted.length === 0 ? (
          <li className="finding">
            <span className="text-ok-mark">
              <CircleCheck aria-hidden />
            </span>
            <div>
              <b>{texts.none}</b>
              <p>{texts.noneText}</p>
            </div>
          </li>
        ) : (
          sorted.map((finding, index) => {
            const Icon = icons[finding.severity];
            return (
              <li key={`${finding.code} ${index}`} className="finding">
                <span className={toneMark[finding.severity]}>
                  <Icon aria-hidden />
                </span>
                <div>
                  <p className="text-ink">{sentenceOfFinding(finding, locale)}</p>
                  <p className="text-xs/5 whitespace-nowrap text-subtle">{finding.citation}</p>
                </div>
              </li>
            );
          })
        )}
      </ul>
    </section>
  );
}
