import { Ban, CircleCheck, CircleX, Hourglass } from "lucide-react";
import Link from "next/link";
import type { AuditPage } from "@/lib/commands/ports/audit.ts";
import { tellAct } from "@/lib/i18n/sentences/acts.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { ActSentence } from "../activity/act-sentence";
import { foldBatches } from "../activity/fold-batches";
import { Relative } from "../ui/instant";
import { cardClass } from "../styles/card";
import { sectionHeadClass } from "../styles/section";

const signs = {
  done: { icon: CircleCheck, tone: "ok" },
  refused: { icon: Ban, tone: "warn" },
  failed: { icon: CircleX, tone: "danger" },
  unfinished: { icon: Hourglass, tone: "danger" },
} as const;

const most = 6;

interface OverviewActivityProps {
  readonly page: Pick<AuditPage, "rows" | "links">;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/** What was done last, in sentences. */
export function OverviewActivity({ page: { rows, links }, texts, viewer }: OverviewActivityProps) {
  const titles = new Map(links.batches.map(({ id, title }) => [id, title]));
  const { outcomes } = texts.activity;
  return (
    <section className="min-w-0" aria-labelledby="recent">
      <header className={sectionHeadClass}>
        <h2 id="recent">{texts.overview.recent.title}</h2>
        <Link className="ml-auto text-sm" href="/activity" prefetch={false}>
          {texts.overview.recent.all}
        </Link>
      </header>
      <ol className={cardClass}>
        {foldBatches(rows)
          .slice(0, most)
          .map((row) => {
            const { icon: Icon, tone } = signs[row.outcome];
            return (
              <li key={row.id} className="flex items-start gap-3 border-t px-4 py-2.5 text-sm first:border-t-0">
                <span className="status mt-0.5 shrink-0" data-tone={tone}>
                  <Icon role="img" aria-label={outcomes[row.outcome]} />
                </span>
                <span className="min-w-0 grow wrap-anywhere">
                  <ActSentence told={tellAct(row, titles, viewer.locale)} links={links} />
                </span>
                <span className="shrink-0 text-xs/5 text-subtle">
                  <Relative at={row.at} viewer={viewer} />
                </span>
              </li>
            );
          })}
      </ol>
    </section>
  );
}
