import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { Finding } from "@/lib/pki/checks/finding.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { sentenceOfFinding } from "@/lib/i18n/sentences/sentences.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

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
      <Heading className="t mb-3">
        {texts.title}
        {sorted.length > 0 ? <span className="subtle small font-normal ml-2">{sorted.length}</span> : null}
      </Heading>
      <ul className="card">
        {sorted.length === 0 ? (
          <li className="find-i">
            <span className="ok">
              <CircleCheck className="i" aria-hidden />
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
              <li key={`${finding.code} ${index}`} className="find-i">
                <span className={finding.severity}>
                  <Icon className="i" aria-hidden />
                </span>
                <div>
                  <p className="text-ink">{sentenceOfFinding(finding, locale)}</p>
                  <p className="cite">{finding.citation}</p>
                </div>
              </li>
            );
          })
        )}
      </ul>
    </section>
  );
}
