import type { AuditRow } from "../../commands/ports/audit.ts";
import { auditColumns as english } from "../en/documents/audit-csv.ts";
import { activityText as englishWords } from "../en/ui/activity.ts";
import { auditColumns as korean } from "../ko/documents/audit-csv.ts";
import { activityText as koreanWords } from "../ko/ui/activity.ts";
import type { Locale } from "../locale.ts";
import { tellAct, textOfAct } from "../sentences/acts.ts";

export type AuditColumn = keyof typeof english;

export interface AuditCsvWords {
  readonly columns: Readonly<Record<AuditColumn, string>>;
  readonly outcomes: Readonly<Record<AuditRow["outcome"], string>>;
  readonly surfaces: Readonly<Record<AuditRow["surface"], string>>;
  /** `titles`: of the batches, by their ids. */
  readonly tell: (row: AuditRow, titles: ReadonlyMap<string, string>) => string;
}

export const auditCsvWords: Readonly<Record<Locale, AuditCsvWords>> = {
  en: {
    columns: english,
    outcomes: englishWords.outcomes,
    surfaces: englishWords.surfaces,
    tell: (row, titles) => textOfAct(tellAct(row, titles, "en")),
  },
  ko: {
    columns: korean,
    outcomes: koreanWords.outcomes,
    surfaces: koreanWords.surfaces,
    tell: (row, titles) => textOfAct(tellAct(row, titles, "ko")),
  },
};
