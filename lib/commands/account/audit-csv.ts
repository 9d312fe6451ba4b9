import { z } from "zod";
import { locales } from "../../i18n/locale.ts";
import { command } from "../command.ts";
import { auditFilter, auditQuery } from "../parts/audit-filter.ts";
import { writeAudit } from "../parts/audit-csv.ts";
import type { AuditPage, AuditQuery } from "../ports/audit.ts";
import type { Store } from "../ports/store.ts";

const pageSize = 200;

/** The audit log, or what a search of it finds, as CSV with a row for each event, newest first. */
export const auditCsv = command({
  name: "audit-csv",
  effect: "read",
  permission: "audit.read",
  audited: "always",
  input: z.strictObject({
    ...auditFilter,
    language: z.enum(locales).default("en").meta({ description: "Of the head and of the sentences." }),
  }),
  secrets: [],
  audit: ({ outcome, act, actor, from, to, search }) => ({
    outcome: outcome ?? null,
    act: act ?? null,
    actor: actor ?? null,
    from: from ?? null,
    to: to ?? null,
    search: search ?? null,
  }),
  async run({ store, clock }, { language, ...filter }) {
    return Promise.resolve({
      fileName: `activity-${clock.now().toISOString().slice(0, 10)}.csv`,
      mediaType: "text/csv; charset=utf-8",
      bytes: new Uint8Array(),
      chunks: writeAudit(pagesOf(store, auditQuery(filter)), language),
    });
  },
});

async function* pagesOf(store: Store, query: AuditQuery): AsyncGenerator<AuditPage> {
  let cursor: string | null = null;
  do {
    const page: AuditPage = await store.audit({ ...query, limit: pageSize, ...(cursor === null ? {} : { cursor }) });
    yield page;
    cursor = page.next;
  } while (cursor !== null);
}
