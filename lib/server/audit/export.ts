import "server-only";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { Zip, ZipDeflate } from "fflate";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { Failure } from "../error-codes.ts";
import { entryLine } from "./entry.ts";
import type { ProvenCells } from "./proofs.ts";
import { cellsOf } from "./sealer.ts";

const rowsAtOnce = 1000;

interface EntryCells {
  readonly seq: number;
  readonly eventId: number;
  readonly isEnd: boolean | number;
  readonly facts: string | null;
  readonly hash: string;
}

/**
 * Writes the log with its chain into a zip that a stranger can verify: the entries as the events are now, beside the hashes
 * that they had; the checkpoints, those of `checkpointFile` included, which an attacker of the database cannot reach; and
 * the script that compares them.
 * @returns how many entries were written
 * @throws Failure `backup.exists`
 */
export async function exportAudit(
  database: Database,
  file: string,
  checkpointFile: string,
  verifier: string,
): Promise<number> {
  if (existsSync(file)) throw new Failure("backup.exists", { file });
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  const handle = openSync(draft, "wx", 0o600);
  let count = 0;
  try {
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      writeSync(handle, chunk);
    });
    const begin = (name: string) => {
      const entry = new ZipDeflate(name, { level: 6 });
      zip.add(entry);
      return entry;
    };
    const whole = (name: string, text: string) => begin(name).push(Buffer.from(text), true);
    const log = begin("log.txt");
    for await (const lines of entryLines(database)) {
      count += lines.length;
      log.push(Buffer.from(lines.join("")), false);
    }
    log.push(new Uint8Array(0), true);
    whole("unchained.txt", await unchained(database));
    whole("checkpoints.json", `${JSON.stringify(await checkpoints(database, checkpointFile, verifier), null, 2)}\n`);
    whole("verify.mjs", readFileSync(join(process.cwd(), "scripts/verify-audit.mjs"), "utf8"));
    whole("README.txt", readme);
    zip.end();
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  return count;
}

const readme = `The audit log of a Chainsmith console, with what proves it.

  node verify.mjs <this zip>

says whether it is whole (exit code 0), or names what was changed, deleted, inserted or cut off (exit code 1). The script needs Node
and nothing else, and its head says what it compares, so that it can be written anew in any language.

log.txt           the entries: number, event, hash, text ("-": the event is gone)
unchained.txt     events that no console has written, or that were changed before they entered the chain
checkpoints.json  signed notes over the number of entries and the root of their tree, and the keys that signed them
`;

async function* entryLines({ direct }: Database): AsyncGenerator<string[]> {
  let prev = "0".repeat(64);
  for (let after = 0; ;) {
    const entries = await direct.$queryRaw<EntryCells[]>(
      sql`SELECT * FROM "AuditEntry" WHERE "seq" > ${after} ORDER BY "seq" LIMIT ${rowsAtOnce}`,
    );
    if (entries.length === 0) return;
    const last = Number(entries.at(-1)!.seq);
    const rows = await direct.$queryRaw<Parameters<typeof cellsOf>[0][]>(
      sql`SELECT * FROM "AuditEvent" WHERE "id" IN (SELECT "eventId" FROM "AuditEntry" WHERE "seq" > ${after} AND "seq" <= ${last})`,
    );
    const events = new Map(rows.map((row) => [Number(row.id), cellsOf(row)]));
    yield entries.map(({ seq, eventId, isEnd, facts, hash }) => {
      const event = events.get(Number(eventId));
      const entry = { seq: Number(seq), event: Number(eventId), isEnd: Boolean(isEnd) };
      const text = event === undefined ? "-" : entryLine(entry, asOf(event, entry.isEnd, facts), prev);
      prev = hash;
      return `${seq} ${eventId} ${hash} ${text}\n`;
    });
    after = last;
  }
}

/** An event as it entered: since its end its facts may be others. */
function asOf(event: ProvenCells, isEnd: boolean, facts: string | null): ProvenCells {
  return isEnd || facts === null || event.outcome === "unfinished" ? event : { ...event, facts };
}

/**
 * Events that were refused by the chain, or say that they are in it and are not. One without a place was written since the
 * chain was continued, which the caller has just done, and is looked at the next time.
 */
async function unchained({ direct }: Database): Promise<string> {
  const rows = await direct.$queryRaw<Parameters<typeof cellsOf>[0][]>(
    sql`SELECT * FROM "AuditEvent" a WHERE a."entry" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "AuditEntry" e WHERE e."eventId" = a."id") ORDER BY a."id" LIMIT 10000`,
  );
  return rows
    .map(cellsOf)
    .map(({ id, at, actor, command }) => `${JSON.stringify({ event: id, at, actor, command })}\n`)
    .join("");
}

async function checkpoints(database: Database, checkpointFile: string, verifier: string) {
  const kept = await database.direct.$queryRaw<{ note: string; verifier: string }[]>(
    sql`SELECT "note", "verifier" FROM "AuditCheckpoint" ORDER BY "size"`,
  );
  const [tree] = await database.direct.$queryRaw<{ note: string }[]>(
    sql`SELECT "note" FROM "AuditTree" WHERE "id" = 1`,
  );
  const shipped = existsSync(checkpointFile) ? notesOf(readFileSync(checkpointFile, "utf8")) : [];
  return {
    checkpoints: [...new Set([...kept.map(({ note }) => note), ...shipped])],
    head: tree?.note ?? "",
    verifiers: [...new Set([verifier, ...kept.map((each) => each.verifier)])],
  };
}

/** Notes that were appended to a file; a last one that was cut off is none. */
function notesOf(text: string): string[] {
  return text.match(/^.+\n\d+\n[A-Za-z0-9+/=]+\n\n(?:\u2014 \S+ \S+\n)+/gm) ?? [];
}
