import "server-only";
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, open, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../commands/ports/world.ts";
import type { Env } from "../../env.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { storageFailure } from "../database/storage-failure.ts";
import { isFailure, Failure, type ServerErrorCode } from "../error-codes.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { log } from "../log.ts";

/** `ok`, the code of what is wrong, or `unknown` while the console cannot even be opened. */
type State = "ok" | "unknown" | ServerErrorCode;

/** What a console needs to do its work. */
export interface Readiness {
  readonly database: State;
  /** The folder of the data: writable, with room. On PostgreSQL nothing is written there. */
  readonly disk: State;
  /** The file of the master key, without which no other process could start on this database. */
  readonly vault: State;
  /** That of this process: against the one of PostgreSQL, and against what was written last. */
  readonly clock: State;
}

/** Less room than one upload and what is written about it. */
const leastFreeBytes = 64 * 1024 * 1024;
const longestQuestionMs = 5000;
/** One look serves every question in so many ms: a probe costs a write to the disk. */
const freshMs = 2000;

/** Certificates begin some minutes before their signature; a clock that is further off signs what is not valid yet. */
const mostSkewMs = 5 * 60_000;

type Place = Pick<Env, "dataDir" | "databaseUrl" | "masterKeyFile">;

/** Looks at database, disk, master key and clock. The result is kept for two seconds. */
export function createReadiness(database: Database, place: Place, clock: Clock): () => Promise<Readiness> {
  let last: { readonly at: number; readonly found: Promise<Readiness> } | null = null;
  return () => {
    if (last === null || performance.now() - last.at > freshMs)
      last = { at: performance.now(), found: look(database, place, clock) };
    return last.found;
  };
}

async function look(database: Database, place: Place, clock: Clock): Promise<Readiness> {
  const [ofDatabase, disk, vault] = await Promise.all([
    codeOf(() => askDatabase(database)),
    place.databaseUrl === null ? codeOf(() => writeInto(place.dataDir)) : ("ok" as const),
    codeOf(() => findKey(place.masterKeyFile)),
  ]);
  // Of a database that does not answer no instant is known.
  const time = ofDatabase === "ok" ? await codeOf(() => holdClock(database, clock)) : "unknown";
  return { database: ofDatabase, disk, vault, clock: time };
}

/** @throws Failure `clock.wrong`: it is far from that of PostgreSQL, or before what was logged last. */
async function holdClock({ direct, provider }: Database, clock: Clock): Promise<void> {
  const [row] = await direct.$queryRaw<{ last: Date | number | null }[]>(
    sql`SELECT MAX("at") AS "last" FROM (SELECT "at" FROM "AuditEvent" ORDER BY "id" DESC LIMIT 20) AS recent`,
  );
  const last = dateOrNull(row?.last ?? null);
  const behind = last === null ? 0 : last.getTime() - clock.now().getTime();
  if (behind > mostSkewMs) throw new Failure("clock.wrong", { seconds: Math.round(behind / 1000) });
  if (provider !== "postgresql") return;
  const [server] = await direct.$queryRaw<{ now: Date | string }[]>(sql`SELECT clock_timestamp() AS "now"`);
  const off = Math.abs(new Date(server?.now ?? clock.now()).getTime() - clock.now().getTime());
  if (off > mostSkewMs) throw new Failure("clock.wrong", { seconds: Math.round(off / 1000) });
}

async function codeOf(work: () => Promise<void>): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time: ETIMEDOUT")), longestQuestionMs);
  });
  try {
    await Promise.race([work(), late]);
    return "ok";
  } catch (error) {
    const failure = isFailure(error) ? error : storageFailure(error, "");
    log.warn({ error }, "the console is not ready");
    return failure?.code ?? "internal";
  } finally {
    clearTimeout(timer);
  }
}

/** A question that reads a table, and whether a writer would be let in. */
async function askDatabase({ direct, provider }: Database): Promise<void> {
  await direct.$queryRaw(sql`SELECT "key" FROM "Setting" LIMIT 1`);
  if (provider !== "postgresql") return;
  const [row] = await direct.$queryRaw<{ isReadOnly: string }[]>(
    sql`SELECT current_setting('transaction_read_only') AS "isReadOnly"`,
  );
  if (row?.isReadOnly === "on") throw new Failure("storage.read-only", { where: "DATABASE_URL" });
}

/** A quota, a limit for the size of files or a mount that became read-only is seen by a write alone. */
async function writeInto(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < leastFreeBytes) throw new Failure("storage.full", { where: folder });
  const file = join(folder, `.ready-${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.write(Buffer.alloc(4096));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    await rm(file, { force: true });
  }
}

async function findKey(file: string): Promise<void> {
  try {
    if (!(await stat(file)).isFile()) throw new Failure("master-key.malformed", { path: file });
    await access(file, constants.R_OK);
  } catch (error) {
    throw isFailure(error) ? error : new Failure("master-key.missing", { path: file, keys: 0 }, error);
  }
}
