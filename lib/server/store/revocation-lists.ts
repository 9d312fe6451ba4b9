import "server-only";
import type { StoredList } from "../../commands/ports/files.ts";
import { isFailure } from "../error-codes.ts";
import { readCrl } from "../../pki/x509/crl.ts";
import { compareKeyOf, readNameBytes } from "../../pki/x509/name.ts";
import type { Database } from "../database/db.ts";
import { ownListsOf } from "../revocation/published.ts";
import { nameHash } from "./certificate-facts.ts";
import { join, sql } from "../database/sql.ts";

/**
 * Whose lists the contents are, by database and id of a content: a content never changes, so that each is read once in
 * the life of the process, and a question costs two statements whatever is stored.
 */
const issuers = new WeakMap<Database, Map<number, string>>();

/** Contents that are read at a time; a list may have megabytes. */
const contentsAtATime = 20;
/** The issuer of a content that is no list any more that can be read. */
const unreadable = "";

interface ListCells {
  readonly fileName: string;
  readonly contentId: number;
}

/**
 * The current revocation lists of these issuers (DER Names, compared by RFC 5280 §7.1): those that were stored, in order of
 * their names, and those that are signed here.
 */
export async function revocationListsOf(database: Database, names: readonly Uint8Array[]): Promise<StoredList[]> {
  const own = await ownListsOf(database, [...new Set(names.map((name) => nameHash(readNameBytes(name))))]);
  return [...(await storedListsOf(database, names)), ...own];
}

async function storedListsOf(database: Database, names: readonly Uint8Array[]): Promise<StoredList[]> {
  const files = await database.direct.$queryRaw<ListCells[]>(
    sql`SELECT "fileName", "otherContentId" AS "contentId" FROM "File" WHERE "kind" = 'crl' ORDER BY "fileName"`,
  );
  if (files.length === 0) return [];
  const known = await knownIssuers(
    database,
    files.map(({ contentId }) => Number(contentId)),
  );
  const wanted = new Set(names.map((name) => compareKeyOf(readNameBytes(name))));
  const found = files.filter(({ contentId }) => wanted.has(known.get(Number(contentId)) ?? unreadable));
  const bytes = new Map<number, Uint8Array>();
  for (const group of inGroups(found.map(({ contentId }) => Number(contentId))))
    for (const [id, content] of await readContents(database, group)) bytes.set(id, content);
  return found.flatMap(({ fileName, contentId }) => {
    const content = bytes.get(Number(contentId));
    return content === undefined ? [] : [{ fileName, bytes: content, authority: null }];
  });
}

async function knownIssuers(database: Database, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const before = issuers.get(database) ?? new Map<number, string>();
  const known = new Map(ids.flatMap((id) => (before.has(id) ? [[id, before.get(id)!] as const] : [])));
  for (const group of inGroups(ids.filter((id) => !known.has(id))))
    for (const [id, content] of await readContents(database, group)) known.set(id, issuerOf(content));
  issuers.set(database, known);
  return known;
}

function issuerOf(content: Uint8Array): string {
  try {
    return compareKeyOf(readCrl(content).issuer);
  } catch (error) {
    if (isFailure(error)) return unreadable;
    throw error;
  }
}

async function readContents(database: Database, ids: readonly number[]): Promise<(readonly [number, Uint8Array])[]> {
  const rows = await database.direct.$queryRaw<{ id: number; bytes: Uint8Array }[]>(
    sql`SELECT "id", "bytes" FROM "OtherContent" WHERE "id" IN (${join(ids)})`,
  );
  return rows.map(({ id, bytes }) => [Number(id), bytes] as const);
}

function* inGroups(ids: readonly number[]): Generator<readonly number[]> {
  for (let at = 0; at < ids.length; at += contentsAtATime) yield ids.slice(at, at + contentsAtATime);
}
