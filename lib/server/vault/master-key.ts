import "server-only";
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";

/**
 * The key that wraps the data keys of the vault: a file of its own, never in the database. One line,
 * `chainsmith-master-key <id> <32 bytes, base64url>`. The database keeps the id and a check value, so that a wrong file
 * is told apart from a damaged seal. While `rewrap` runs there are two, both good: the file and `<file>.next`.
 */
export interface MasterKey {
  readonly id: string;
  readonly key: Buffer;
  /** Keys that still open older seals; empty but during a rewrap. */
  readonly older: readonly { readonly id: string; readonly key: Buffer }[];
  /** False in a database of the first version, whose seals knew their record and kind alone (bind-seals.ts). */
  readonly sealsAreBound: boolean;
}

interface FileKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The checks that the database stores: which keys open its seals, the one in use first. */
interface Remembered {
  readonly id: string;
  readonly check: string;
  /** 2: every seal is bound to its use. The check covers it, so that a console of the first version does not start here. */
  readonly seals?: 2;
}

export const masterKeySetting = "master-key";
const form = /^chainsmith-master-key ([0-9a-f]{8}) ([A-Za-z0-9_-]{43})\n?$/;

/**
 * Reads the master key and holds it against the database; makes one at the very first start alone. A database that
 * knows a key wants that one back, also before anything is sealed: secrets of sessions are derived from it.
 * @throws Failure `master-key.missing`, `master-key.wrong`, `master-key.exposed`, `master-key.malformed`
 */
export async function openMasterKey(path: string, database: Database): Promise<MasterKey> {
  const knownKeys = await readRemembered(database);
  if (!existsSync(path) && !existsSync(nextPath(path))) {
    const keys = await database.client.sealedSecret.count();
    if (keys > 0 || knownKeys.length > 0) throw new Failure("master-key.missing", { path, keys });
    createKeyFile(path);
  }
  const found = [path, nextPath(path)].flatMap((file) => (existsSync(file) ? [readKeyFile(file)] : []));
  if (knownKeys.length === 0) return rememberFirst(database, path, found);
  const good = knownKeys.flatMap((entry) => found.filter((key) => isCheckOf(entry, key)));
  const current = good[0];
  if (current === undefined || current.id !== knownKeys[0]?.id || good.length < knownKeys.length) {
    throw new Failure("master-key.wrong", {
      path,
      found: found.map((key) => key.id).join(", "),
      wanted: knownKeys.map((entry) => entry.id).join(", "),
    });
  }
  if (knownKeys.length === 1) settleFiles(path, current);
  return { ...current, older: good.slice(1), sealsAreBound: knownKeys.every(({ seals }) => seals === 2) };
}

/** Another secret for another purpose, bound to this master key (RFC 5869). */
export function deriveSecret(masterKey: MasterKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", masterKey.key, Buffer.alloc(0), `chainsmith ${purpose}`, 32));
}

// ---- changing it

/** Begins a rewrap: the next key's file first, then the database knows both. Repeats what a crash cut short. */
export async function prepareNextKey(
  path: string,
  database: Database,
): Promise<{ from: readonly FileKey[]; to: FileKey }> {
  const opened = await openMasterKey(path, database);
  const knownKeys = await readRemembered(database);
  if (knownKeys.length > 1) return { from: opened.older, to: opened };
  if (!existsSync(nextPath(path))) createKeyFile(nextPath(path));
  const to = readKeyFile(nextPath(path));
  await remember(database, [rememberedOf(to), ...knownKeys]);
  return { from: [{ id: opened.id, key: opened.key }], to };
}

/**
 * Ends a rewrap: the database forgets the old key, then the file takes its place. The former file is kept beside it:
 * backups of the database that were made before open with it alone.
 * @returns where the former file is
 */
export async function settleNextKey(path: string, database: Database, to: FileKey): Promise<string | null> {
  await remember(database, [rememberedOf(to)]);
  return settleFiles(path, to);
}

/** The file in use is at `path`, the former one beside it: also after a crash between the database and the rename. */
function settleFiles(path: string, current: FileKey): string | null {
  const next = nextPath(path);
  if (!existsSync(next)) return null;
  let former: string | null = null;
  if (readKeyFile(next).id === current.id) {
    if (existsSync(path)) former = keepFormer(path);
    renameSync(next, path);
  } else unlinkSync(next); // made by a rewrap that never reached the database
  syncFolder(dirname(path));
  return former;
}

function keepFormer(path: string): string {
  const former = `${path}.former-${readKeyFile(path).id}`;
  if (!existsSync(former)) linkSync(path, former);
  return former;
}

/** The files of former keys, which `rewrap` left. */
export function formerKeyFiles(path: string): readonly string[] {
  const start = `${basename(path)}.former-`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(start))
    .sort()
    .map((name) => join(dirname(path), name));
}

/** A backup was opened with the key in use: the former ones are not needed any more. */
export function forgetFormerKeys(path: string): void {
  for (const file of formerKeyFiles(path)) unlinkSync(file);
  syncFolder(dirname(path));
}

/** From now on no seal of the first version opens. */
export async function rememberBoundSeals(database: Database, keys: readonly FileKey[]): Promise<void> {
  const known = await readRemembered(database);
  const bound = known.map((entry) => {
    const key = keys.find(({ id }) => id === entry.id);
    return key === undefined ? entry : rememberedOf(key);
  });
  await remember(database, bound);
}

// ---- the file

function nextPath(path: string): string {
  return `${path}.next`;
}

/**
 * Creates the key file complete or not at all: it is written beside and linked into place, which also fails when
 * another process was first.
 */
function createKeyFile(path: string): void {
  const draft = join(dirname(path), `.master-key-${randomBytes(6).toString("hex")}`);
  const handle = openSync(draft, "wx", 0o600);
  try {
    writeSync(
      handle,
      `chainsmith-master-key ${randomBytes(4).toString("hex")} ${randomBytes(32).toString("base64url")}\n`,
    );
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    unlinkSync(draft);
    syncFolder(dirname(path));
  }
}

/** The id in a file of a master key. */
export function masterKeyIdOf(path: string): string {
  return readKeyFile(path).id;
}

/**
 * Puts the key file of a backup where there is none.
 * @returns false when there is a file already
 */
export function placeMasterKey(from: string, path: string): boolean {
  if (existsSync(path)) return false;
  readKeyFile(from);
  const draft = join(dirname(path), `.master-key-${randomBytes(6).toString("hex")}`);
  const handle = openSync(draft, "wx", 0o600);
  try {
    writeSync(handle, readFileSync(from));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, path);
  } finally {
    unlinkSync(draft);
    syncFolder(dirname(path));
  }
  return true;
}

function syncFolder(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function readKeyFile(path: string): FileKey {
  const { mode, size } = statSync(path);
  if ((mode & 0o077) !== 0)
    throw new Failure("master-key.exposed", { path, mode: (mode & 0o777).toString(8).padStart(4, "0") });
  const parts = size > 200 ? null : form.exec(readFileSync(path, "utf8"));
  const [, id, text] = parts ?? [];
  if (id === undefined || text === undefined) throw new Failure("master-key.malformed", { path });
  return { id, key: Buffer.from(text, "base64url") };
}

// ---- what the database remembers

async function readRemembered(database: Database): Promise<Remembered[]> {
  const row = await database.client.setting.findUnique({ where: { key: masterKeySetting } });
  return row === null ? [] : (JSON.parse(row.value) as Remembered[]);
}

async function remember(database: Database, entries: readonly Remembered[]): Promise<void> {
  const value = JSON.stringify(entries);
  await database.direct.transaction(async (tx) => {
    // Waits for every transaction that has written a seal, and makes those that come wait: each looks here after it has
    // written (seal-rows.ts). SQLite has one writer at a time as it is.
    if (database.provider === "postgresql")
      await tx.$executeRaw(sql`LOCK TABLE "SealedSecret" IN SHARE ROW EXCLUSIVE MODE`);
    await tx.$executeRaw(sql`INSERT INTO "Setting" ("key", "value") VALUES (${masterKeySetting}, ${value})
      ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`);
  });
}

/** The first start. Of two processes that begin at once, one writes the row and the other holds its file against it. */
async function rememberFirst(database: Database, path: string, found: readonly FileKey[]): Promise<MasterKey> {
  const first = found[0];
  if (first === undefined) throw new Failure("master-key.missing", { path, keys: 0 });
  const value = JSON.stringify([rememberedOf(first)]);
  const made = await database.client.$executeRawUnsafe(
    database.provider === "sqlite"
      ? `INSERT INTO "Setting" ("key", "value") VALUES (?, ?) ON CONFLICT ("key") DO NOTHING`
      : `INSERT INTO "Setting" ("key", "value") VALUES ($1, $2) ON CONFLICT ("key") DO NOTHING`,
    masterKeySetting,
    value,
  );
  return made === 1 ? { ...first, older: [], sealsAreBound: true } : openMasterKey(path, database);
}

function rememberedOf({ id, key }: FileKey): Required<Remembered> {
  return { id, check: checkOf({ id, key }, 2), seals: 2 };
}

function checkOf({ id, key }: FileKey, seals: Remembered["seals"]): string {
  const what = `chainsmith master key ${id}${seals === undefined ? "" : ` seals ${seals}`}`;
  return createHmac("sha256", key).update(what).digest("base64url");
}

function isCheckOf(entry: Remembered, key: FileKey): boolean {
  const expected = Buffer.from(entry.check, "base64url");
  const actual = Buffer.from(checkOf({ id: entry.id, key: key.key }, entry.seals), "base64url");
  return entry.id === key.id && expected.length === actual.length && timingSafeEqual(expected, actual);
}
