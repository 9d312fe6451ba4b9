import "server-only";
import {
  foundRanks,
  type FoundFile,
  type FoundFiles,
  type FoundRank,
  type SuggestionQuery,
  type WantedKind,
} from "../../commands/ports/suggestions.ts";
import type { ItemRow } from "../../commands/ports/items.ts";
import type { Database } from "../database/db.ts";
import { join, raw, sql, type SqlFragment } from "../database/sql.ts";
import { itemColumns, itemRows, type ItemCells } from "./item-rows.ts";
import { readFilter } from "./list-filter.ts";
import { usualBounds } from "./list-walk.ts";
import { probeTerm } from "./search.ts";
import { folded, readSearchTerm } from "./search-terms.ts";

type Item = ItemRow & Pick<FoundFile, "hasKey">;

/** How many names that do not fit are worth saying so. */
const mostOthers = 5;

/**
 * Files for a field that asks for one: those that fit, the nearest first, and why others with such a name do not. Two
 * bounded questions each: names that begin so by the index of names, then whatever has the text in any name.
 */
export async function findSuggestions(
  database: Database,
  { text, kinds, limit }: SuggestionQuery,
  now: Date,
): Promise<FoundFiles> {
  const fits =
    kinds.length === 0
      ? sql`TRUE`
      : sql`(${join(
          kinds.map((kind) => fit(kind, now)),
          " OR ",
        )})`;
  const asked = { database, text, now };
  const fitting = await itemsLike({ ...asked, condition: fits, limit: limit + 1 });
  const isSigner = kinds.includes("signer");
  const others =
    kinds.length === 0 || (text.trim() === "" && !isSigner)
      ? []
      : await itemsLike({
          ...asked,
          condition: text.trim() === "" ? sql`(i."isAuthority" = ${true} AND NOT ${fits})` : sql`(NOT ${fits})`,
          limit: mostOthers,
        });
  const term = readSearchTerm(text);
  const ranked = await withRanks(database, term, [...fitting, ...others]);
  const byRank = (one: FoundFile, other: FoundFile) =>
    foundRanks.indexOf(one.found) - foundRanks.indexOf(other.found) ||
    kindOrder(kinds, one) - kindOrder(kinds, other) ||
    one.basename.localeCompare(other.basename, "en") ||
    one.fileName.localeCompare(other.fileName, "en");
  const files = fitting
    .flatMap((item) => item.files.filter((file) => isWanted(kinds, item, file.kind)).map((file) => ({ item, file })))
    .map(({ item, file }) => foundFile(item, file, ranked))
    .sort(byRank);
  return {
    fitting: files.slice(0, limit),
    hasMore: fitting.length > limit || files.length > limit,
    others: others
      .flatMap((item) => {
        const file = item.files.find(({ kind }) => kind === "certificate") ?? item.files[0];
        return file === undefined ? [] : [foundFile(item, file, ranked)];
      })
      .filter(({ found }) => found !== "hidden")
      .sort(byRank),
  };
}

/** Holds for items with a file of the kind, on the alias `i` of "Item". */
function fit(kind: WantedKind, now: Date): SqlFragment {
  if (kind === "authority") return sql`i."isAuthority" = ${true}`;
  if (kind !== "signer") return sql`i."kinds" LIKE ${`%,${kind},%`}`;
  return sql`(i."isAuthority" = ${true} AND i."state" IN ('certificate', 'certificate-locked')
    AND i."notAfter" >= ${now} AND i."notBefore" <= ${now})`;
}

function isWanted(kinds: readonly WantedKind[], item: Item, kind: FoundFile["kind"]): boolean {
  if (kinds.length === 0 || kinds.includes(kind)) return true;
  return kind === "certificate" && item.isAuthority && (kinds.includes("authority") || kinds.includes("signer"));
}

/** A field names its kinds in the order in which it would rather have them. */
function kindOrder(kinds: readonly WantedKind[], { kind, isAuthority }: FoundFile): number {
  const of = (each: WantedKind) => kinds.indexOf(each) + (kinds.includes(each) ? 0 : kinds.length + 1);
  return isAuthority && kind === "certificate" ? Math.min(of("authority"), of(kind)) : of(kind);
}

interface Asked {
  readonly database: Database;
  readonly text: string;
  readonly now: Date;
  readonly condition: SqlFragment;
  readonly limit: number;
}

async function itemsLike({ database, text, now, condition, limit }: Asked): Promise<readonly Item[]> {
  const { direct, provider } = database;
  const prefix = folded(text).trim();
  const begun = prefix === "" ? sql`TRUE` : sql`i."nameKey" >= ${prefix} AND i."nameKey" < ${`${prefix}\u{10ffff}`}`;
  const cells = [
    ...(await direct.$queryRaw<ItemCells[]>(sql`SELECT ${itemColumns} FROM "Item" i WHERE ${begun} AND ${condition}
      ORDER BY i."nameKey", i."id" LIMIT ${limit}`)),
  ];
  const { term, termCondition } = readFilter({ search: text }, now, provider);
  if (term !== null && termCondition !== null && cells.length < limit) {
    const ids = (await probeTerm(database, term, usualBounds.candidates, usualBounds.probeMilliseconds)) ?? [];
    const known = new Set(cells.map(({ id }) => Number(id)));
    const left = ids.filter((id) => !known.has(id));
    const find = raw(provider === "sqlite" ? "instr" : "strpos");
    if (left.length > 0)
      cells.push(
        ...(await direct.$queryRaw<ItemCells[]>(sql`SELECT ${itemColumns} FROM "Item" i
          WHERE i."id" IN (${join(left)}) AND ${termCondition} AND ${condition}
          ORDER BY CASE WHEN ${find}(i."nameKey", ${term.text}) > 0 THEN 0
            WHEN ${find}(COALESCE(i."subjectKey", ''), ${term.text}) > 0 THEN 1 ELSE 2 END, i."nameKey", i."id"
          LIMIT ${limit - cells.length}`)),
      );
  }
  const open = new Set(cells.filter(({ state }) => state === "certificate").map(({ id }) => String(id)));
  return (await itemRows(database, cells, now)).map((row) => ({ ...row, hasKey: open.has(row.id) }));
}

type Term = ReturnType<typeof readSearchTerm>;
interface Ranks {
  readonly term: Term;
  /** The name, which no list shows, that an item was found by. */
  readonly hidden: ReadonlyMap<string, string>;
}

async function withRanks(database: Database, term: Term, items: readonly Item[]): Promise<Ranks> {
  const unseen =
    term === null
      ? []
      : items.filter((item) => item.files.every(({ fileName }) => rankOf(term.text, item, fileName) === "hidden"));
  const hidden = new Map<string, string>();
  if (term === null || unseen.length === 0) return { term, hidden };
  const names = await database.direct.$queryRaw<{ itemId: number; kind: string; value: string }[]>(
    sql`SELECT n."itemId", n."kind", n."value" FROM "SearchName" n WHERE n."itemId" IN (${join(unseen.map(({ id }) => Number(id)))})`,
  );
  for (const { itemId, value } of names) {
    const isIt = folded(value).includes(term.text) || (term.hex !== null && value.includes(term.hex));
    if (isIt && !hidden.has(String(itemId))) hidden.set(String(itemId), value);
  }
  return { term, hidden };
}

function foundFile(item: Item, { fileName, kind }: Item["files"][number], { term, hidden }: Ranks): FoundFile {
  const { basename, commonName, isAuthority, hasKey, status, notBefore, notAfter } = item;
  const found = term === null ? "part" : rankOf(term.text, item, fileName);
  return {
    fileName,
    basename,
    kind,
    kinds: item.files.map((file) => file.kind),
    commonName,
    isAuthority,
    hasKey,
    status,
    notBefore,
    notAfter,
    found,
    hiddenName: found === "hidden" ? (hidden.get(item.id) ?? null) : null,
  };
}

function rankOf(text: string, { basename, commonName }: Item, fileName: string): FoundRank {
  const [file, base, name] = [folded(fileName), folded(basename), folded(commonName)];
  if (file === text || base === text) return "exact";
  if (file.startsWith(text)) return "file-prefix";
  if (name.startsWith(text)) return "name-prefix";
  return file.includes(text) || name.includes(text) ? "part" : "hidden";
}
