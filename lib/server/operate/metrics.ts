import "server-only";
import type { MetricFamily, Sample } from "../../commands/ports/operation.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { requestTimes, timeBounds } from "../../serve/request-times.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import type { Readiness } from "../gate/readiness.ts";
import { dateOrNull } from "../inventory/item-rows.ts";

type Instant = Date | number | null;

/** More series than a person looks at; the counts by band have all of them. */
const authoritiesAtMost = 200;
/** Several servers may ask every few seconds; a million rows are counted once in so many ms. */
const freshMs = 10_000;
const day = 86_400_000;

/** Names and ends of what ends when, in days from now; each band begins where the one before it ends. */
const bands = [
  ["expired", 0],
  ["7d", 7],
  ["30d", 30],
  ["90d", 90],
  ["later", null],
] as const;

/** Measures of the database and of this process. */
export function createMetrics(
  database: Database,
  clock: Clock,
  readiness: () => Promise<Readiness>,
): () => Promise<readonly MetricFamily[]> {
  let last: { readonly at: number; readonly found: Promise<readonly MetricFamily[]> } | null = null;
  const ofDatabase = () => {
    if (last === null || performance.now() - last.at > freshMs) {
      const found = measureDatabase(database, clock);
      last = { at: performance.now(), found };
      found.catch(() => (last = null));
    }
    return last.found;
  };
  return async () => [...(await ofDatabase()), ...readyFamily(await readiness()), ...processFamilies()];
}

async function measureDatabase({ direct }: Database, clock: Clock): Promise<readonly MetricFamily[]> {
  const now = clock.now();
  const until = (days: number) => new Date(now.getTime() + days * day);
  const [ends, revoked, authorities, lists, batches, rows, unfinished] = await Promise.all([
    direct.$queryRaw<{ band: string; count: number }[]>(sql`SELECT CASE WHEN "notAfter" <= ${until(0)} THEN 'expired'
        WHEN "notAfter" <= ${until(7)} THEN '7d' WHEN "notAfter" <= ${until(30)} THEN '30d'
        WHEN "notAfter" <= ${until(90)} THEN '90d' ELSE 'later' END AS "band", COUNT(*) AS "count"
      FROM "Item" WHERE "notAfter" IS NOT NULL AND "archivedAt" IS NULL GROUP BY 1`),
    direct.$queryRaw<{ count: number }[]>(
      sql`SELECT COUNT(*) AS "count" FROM "Item" WHERE "revokedAt" IS NOT NULL AND "archivedAt" IS NULL`,
    ),
    direct.$queryRaw<{ basename: string; notAfter: Instant }[]>(sql`SELECT "basename", "notAfter" FROM "Item"
      WHERE "isAuthority" AND "notAfter" IS NOT NULL AND "archivedAt" IS NULL ORDER BY "notAfter", "id" LIMIT ${authoritiesAtMost}`),
    direct.$queryRaw<
      { publishedName: string; nextUpdate: Instant; entries: number }[]
    >(sql`SELECT i."publishedName", l."nextUpdate", l."entries"
      FROM "CrlIssuer" i JOIN "RevocationList" l ON l."issuerSpkiSha256" = i."spkiSha256" AND l."number" = i."listNumber"
      WHERE l."shard" = 0 AND NOT l."isDelta" ORDER BY l."nextUpdate" LIMIT ${authoritiesAtMost}`),
    direct.$queryRaw<{ state: string; count: number }[]>(
      sql`SELECT "state", COUNT(*) AS "count" FROM "Batch" GROUP BY "state"`,
    ),
    direct.$queryRaw<{ count: number }[]>(sql`SELECT COUNT(*) AS "count" FROM "BatchRow" r
      JOIN "Batch" b ON b."id" = r."batchId" WHERE b."state" = 'running' AND r."state" IN ('waiting', 'signing', 'packing')`),
    direct.$queryRaw<{ count: number }[]>(
      sql`SELECT COUNT(*) AS "count" FROM "AuditEvent" WHERE "outcome" = 'unfinished'`,
    ),
  ]);
  const counted = (all: readonly { count: number }[]) => [{ labels: {}, value: Number(all[0]?.count ?? 0) }];
  const seconds = (instant: Instant) => Math.floor((dateOrNull(instant) ?? new Date(0)).getTime() / 1000);
  const states = ["running", "cancelled", "stopped", "done"];
  return [
    gauge(
      "chainsmith_certificates",
      "Certificates of the current names that are not archived, by when they end.",
      bands.map(([band]) => ({
        labels: { band },
        value: Number(ends.find((each) => each.band === band)?.count ?? 0),
      })),
    ),
    gauge("chainsmith_certificates_revoked", "Of these, those that are revoked.", counted(revoked)),
    gauge(
      "chainsmith_authority_not_after_seconds",
      `When an authority ends, in seconds since 1970; the ${authoritiesAtMost} that end first.`,
      authorities.map(({ basename, notAfter }) => ({ labels: { authority: basename }, value: seconds(notAfter) })),
    ),
    gauge(
      "chainsmith_crl_next_update_seconds",
      "When the newest revocation list of an authority ends, in seconds since 1970.",
      lists.map(({ publishedName, nextUpdate }) => ({
        labels: { authority: publishedName },
        value: seconds(nextUpdate),
      })),
    ),
    gauge(
      "chainsmith_crl_entries",
      "Revoked certificates in the newest revocation list of an authority.",
      lists.map(({ publishedName, entries }) => ({ labels: { authority: publishedName }, value: Number(entries) })),
    ),
    gauge(
      "chainsmith_batches",
      "Batches, by state.",
      states.map((state) => ({
        labels: { state },
        value: Number(batches.find((each) => each.state === state)?.count ?? 0),
      })),
    ),
    gauge("chainsmith_queue_rows", "People of running batches that wait for their certificate.", counted(rows)),
    gauge(
      "chainsmith_audit_unfinished",
      "Events of the audit log without an end: at work now, or cut off by a crash.",
      counted(unfinished),
    ),
  ];
}

function readyFamily(found: Readiness): readonly MetricFamily[] {
  return [
    gauge(
      "chainsmith_ready",
      "1 when that part of the console can work, as GET /api/v1/ready says.",
      Object.entries(found).map(([part, state]) => ({ labels: { part }, value: state === "ok" ? 1 : 0 })),
    ),
  ];
}

/** Of this process alone: of several consoles each is asked for its own. */
function processFamilies(): readonly MetricFamily[] {
  const { rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const began = Date.now() / 1000 - process.uptime();
  return [
    {
      name: "chainsmith_request_duration_seconds",
      help: "How long requests took, by what was asked for and the class of the status.",
      type: "histogram",
      histograms: requestTimes().map(({ kind, statusClass, counts, sum }) => {
        let count = 0;
        const buckets = counts.map((each, index) => ({
          bound: timeBounds[index] ?? null,
          count: (count += each),
        }));
        return { labels: { kind, status: `${statusClass}xx` }, buckets, sum };
      }),
    },
    gauge("process_resident_memory_bytes", "Memory of the process.", [{ labels: {}, value: rss }]),
    gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", [
      { labels: {}, value: Math.round(began) },
    ]),
    {
      name: "process_cpu_seconds_total",
      help: "Time of the processors that the process has used.",
      type: "counter",
      samples: [{ labels: {}, value: (user + system) / 1e6 }],
    },
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): MetricFamily {
  return { name, help, type: "gauge", samples };
}
