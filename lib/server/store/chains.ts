import "server-only";
import { join, raw, sql, type Sql, type SqlFragment } from "../database/sql.ts";

/**
 * Whether the chain of a certificate is here: by names and key identifiers (RFC 5280 §6.1, RFC 4158 §3.5.12), from
 * stored authority to stored authority up to a self-signed one. It is kept with the rows, since a list of a million names
 * cannot look for a million chains; whether a chain holds is for `verify` to say.
 */

/** Two certificates of which `issuer` may have signed the other: its name, and its key where both say which. */
const mayIssue = (issuer: string, of: string): SqlFragment =>
  raw(
    `${issuer}."subjectHash" = ${of}."issuerHash" AND (${issuer}."subjectKeyId" IS NULL OR ${of}."authorityKeyId" IS NULL OR ${issuer}."subjectKeyId" = ${of}."authorityKeyId")`,
  );

const chainAbove = sql`EXISTS (SELECT 1 FROM "Certificate" p WHERE ${mayIssue("p", "c")} AND p."id" <> c."id" AND p."hasChain")`;

/** True when an authority is stored that may have issued it and whose own chain is here. */
export async function hasChainAbove(
  tx: Sql,
  { issuerHash, authorityKeyId }: { readonly issuerHash: string; readonly authorityKeyId: string | null },
): Promise<boolean> {
  const rows = await tx.$queryRaw<
    unknown[]
  >(sql`SELECT 1 AS "one" FROM "Certificate" p WHERE p."subjectHash" = ${issuerHash}
    AND p."hasChain" AND (p."subjectKeyId" IS NULL OR ${authorityKeyId === null} OR p."subjectKeyId" = ${authorityKeyId ?? ""}) LIMIT 1`);
  return rows.length > 0;
}

/** An authority among the contents of an item, as it was before or is after a change. */
export interface HeldAuthority {
  readonly id: number;
  readonly subjectHash: string;
  readonly hasChain: boolean | number;
}

/** The authorities that an item holds: its certificates of all generations, members of its bundles. */
export async function authoritiesIn(tx: Sql, itemId: number): Promise<HeldAuthority[]> {
  const rows = await tx.$queryRaw<HeldAuthority[]>(sql`SELECT c."id", c."subjectHash", c."hasChain" FROM "Certificate" c
      WHERE c."itemId" = ${itemId} AND c."isAuthority"
    UNION SELECT c."id", c."subjectHash", c."hasChain" FROM "OtherContent" o JOIN "BundleMember" m ON m."bundleId" = o."id"
      JOIN "Certificate" c ON c."id" = m."certificateId" WHERE o."itemId" = ${itemId} AND c."isAuthority"`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

interface AuthorityCells {
  readonly id: number;
  readonly subjectHash: string;
  readonly issuerHash: string;
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  readonly hasChain: boolean | number;
  readonly isHere: boolean | number;
}

/**
 * Decides anew which authorities of these names, and of all below them, have their chain here, after one of them came,
 * went or was replaced; the names of whatever they issued follow. Costs a question for each level of authorities, and
 * writes the issued ones only where something changed: a million of them take some seconds, once.
 */
export async function settleChains(
  tx: Sql,
  before: readonly HeldAuthority[],
  after: readonly HeldAuthority[],
): Promise<void> {
  if (before.length + after.length === 0) return;
  const names = await namesBelow(
    tx,
    [...before, ...after].map((each) => each.subjectHash),
  );
  const below = await authoritiesNamed(tx, names);
  const above = (
    await authoritiesNamed(
      tx,
      below.map((each) => each.issuerHash).filter((name) => !names.includes(name)),
    )
  ).filter((each) => Boolean(each.hasChain));
  const chained = chainedAmong(
    below.filter((each) => Boolean(each.isHere)),
    above,
  );
  const changed = below.filter((each) => Boolean(each.hasChain) !== chained.has(each.id));
  for (const hasChain of [true, false]) {
    const ids = changed.filter((each) => chained.has(each.id) === hasChain).map((each) => each.id);
    if (ids.length > 0)
      await tx.$executeRaw(sql`UPDATE "Certificate" SET "hasChain" = ${hasChain} WHERE "id" IN (${join(ids)})`);
  }
  const gone = before.filter((each) => Boolean(each.hasChain) && !below.some((row) => row.id === each.id));
  await settleIssued(tx, [...new Set([...changed, ...gone].map((each) => each.subjectHash))]);
}

async function namesBelow(tx: Sql, subjects: readonly string[]): Promise<string[]> {
  const names = new Set(subjects);
  for (let level = [...names]; level.length > 0;) {
    const rows = await tx.$queryRaw<{ subjectHash: string }[]>(
      sql`SELECT DISTINCT "subjectHash" FROM "Certificate" WHERE "issuerHash" IN (${join(level)}) AND "isAuthority"`,
    );
    level = rows.map((row) => row.subjectHash).filter((name) => !names.has(name));
    for (const name of level) names.add(name);
  }
  return [...names];
}

/** A former generation of an authority whose key was replaced here: what that key has signed is still below it. */
const isFormerKey = sql`(c."generation" > 0 AND EXISTS (SELECT 1 FROM "Key" k WHERE k."spkiSha256" = c."spkiSha256"
  AND k."itemId" = c."itemId" AND NOT EXISTS (SELECT 1 FROM "File" h WHERE h."keyId" = k."id")))`;

async function authoritiesNamed(tx: Sql, subjects: readonly string[]): Promise<AuthorityCells[]> {
  if (subjects.length === 0) return [];
  const rows = await tx.$queryRaw<
    AuthorityCells[]
  >(sql`SELECT c."id", c."subjectHash", c."issuerHash", c."subjectKeyId",
      c."authorityKeyId", c."hasChain", (c."deletedAt" IS NULL AND (EXISTS (SELECT 1 FROM "File" f WHERE f."certificateId" = c."id")
        OR EXISTS (SELECT 1 FROM "BundleMember" m WHERE m."certificateId" = c."id") OR ${isFormerKey})) AS "isHere"
    FROM "Certificate" c WHERE c."subjectHash" IN (${join([...new Set(subjects)])}) AND c."isAuthority"`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** Those that lead to a self-signed one among themselves, or to one of `above`. */
function chainedAmong(here: readonly AuthorityCells[], above: readonly AuthorityCells[]): Set<number> {
  const fits = (issuer: AuthorityCells, of: AuthorityCells): boolean =>
    issuer.subjectHash === of.issuerHash &&
    (issuer.subjectKeyId === null || of.authorityKeyId === null || issuer.subjectKeyId === of.authorityKeyId);
  const chained = here.filter((each) => fits(each, each));
  const found = new Set(chained.map((each) => each.id));
  for (const issuers = [...above, ...chained]; issuers.length > 0;) {
    const issuer = issuers.pop()!;
    for (const each of here) {
      if (found.has(each.id) || !fits(issuer, each)) continue;
      found.add(each.id);
      issuers.push(each);
    }
  }
  return found;
}

async function settleIssued(tx: Sql, issuers: readonly string[]): Promise<void> {
  if (issuers.length === 0) return;
  const issued = (
    condition: SqlFragment,
  ) => sql`SELECT f."itemId" FROM "Certificate" c JOIN "File" f ON f."certificateId" = c."id"
    WHERE c."issuerHash" IN (${join([...issuers])}) AND ${condition}`;
  await tx.$executeRaw(sql`UPDATE "Item" SET "state" = 'certificate' WHERE "state" = 'certificate-no-chain'
    AND "id" IN (${issued(chainAbove)})`);
  await tx.$executeRaw(sql`UPDATE "Item" SET "state" = 'certificate-no-chain' WHERE "state" = 'certificate' AND NOT "isSelfSigned"
    AND "id" IN (${issued(sql`NOT ${chainAbove}`)})`);
}
