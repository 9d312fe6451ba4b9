import "server-only";
import type {
  IssuedCertificate,
  ListIssuer,
  ListSettings,
  OwnLists,
  Revocations,
} from "../../commands/ports/revocations.ts";
import { readCertificate, sha256Hex } from "../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { changeDirect, type StoreBinding } from "../database/transaction.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { isResponderDue, usualResponderDays } from "../ocsp/responders.ts";
import { ensureIssuer } from "./issuer.ts";
import { authorityCertificate } from "./list-signer.ts";
import { isDue, stateOf, usualListDays } from "./list-state.ts";

interface OwnCells {
  readonly authority: string;
  readonly publishedName: string;
  readonly hasAddresses: boolean | number;
  readonly responderDays: number | null;
  /** Of the seal of its key; null where that is not here. */
  readonly key: string | null;
  readonly responderFrom: Date | number | string | null;
  readonly responderUntil: Date | number | string | null;
}

/** The authorities that publish, each with its state: some questions each, for authorities are few. */
export async function ownListsOf(
  database: Database,
  now: Date,
  of?: Parameters<Revocations["ownLists"]>[0],
): Promise<readonly OwnLists[]> {
  const which =
    of === undefined
      ? sql`TRUE`
      : "authority" in of
        ? sql`i."spkiSha256" = ${of.authority}`
        : sql`i."spkiSha256" IN (SELECT c."spkiSha256" FROM "Certificate" c JOIN "Item" t ON t."id" = c."itemId"
            WHERE t."basename" = ${of.basename} AND c."isAuthority" = ${true})`;
  const rows = await database.direct.$queryRaw<OwnCells[]>(sql`SELECT i."spkiSha256" AS "authority", i."publishedName",
      i."hasAddresses", i."responderDays", s."kind" AS "key", p."notBefore" AS "responderFrom", p."notAfter" AS "responderUntil"
    FROM "CrlIssuer" i LEFT JOIN "Key" k ON k."spkiSha256" = i."spkiSha256" LEFT JOIN "SealedSecret" s ON s."id" = k."sealedId"
    LEFT JOIN "OcspResponder" p ON p."id" = (SELECT o."id" FROM "OcspResponder" o WHERE o."issuerSpkiSha256" = i."spkiSha256"
      AND o."der" IS NOT NULL ORDER BY o."notAfter" DESC, o."id" DESC LIMIT 1)
    WHERE ${which} ORDER BY i."publishedName"`);
  return Promise.all(rows.map((row) => ownOf(database, row, now)));
}

async function ownOf(database: Database, row: OwnCells, now: Date): Promise<OwnLists> {
  const { authority, publishedName } = row;
  const [state, found] = await Promise.all([
    stateOf(database, authority),
    authorityCertificate(database, authority, now),
  ]);
  const certificate = found === null ? null : readCertificate(found.der);
  const isRoot = Boolean(Number(found?.isRoot ?? 0));
  const isLocked = row.key !== null && row.key !== "key";
  const [from, until] = [dateOrNull(row.responderFrom), dateOrNull(row.responderUntil)];
  const { revision, listedRevision, listNumber, newest, listDays, hasDeltas, partsAbove, parts } = state;
  return {
    authority,
    publishedName,
    fileName: found?.fileName ?? null,
    basename: found?.basename ?? null,
    sha256: found === null ? null : sha256Hex(found.der),
    commonName: certificate === null ? publishedName : (commonNameOf(certificate.subject) ?? publishedName),
    subject: certificate === null ? "" : formatName(certificate.subject),
    isRoot,
    notAfter: certificate?.notAfter ?? null,
    key: row.key === null ? "absent" : isLocked ? "locked" : "open",
    settings: {
      hasAddresses: Boolean(Number(row.hasAddresses)),
      listDays: listDays === null ? null : Number(listDays),
      responderDays: row.responderDays === null ? null : Number(row.responderDays),
      hasDeltas,
      partsAbove: partsAbove === null ? null : Number(partsAbove),
    },
    usual: { listDays: usualListDays({ isLocked, isRoot }), responderDays: usualResponderDays({ isLocked }) },
    parts: Number(parts),
    revision: Number(revision),
    listedRevision: listedRevision === null ? null : Number(listedRevision),
    listNumber: Number(listNumber),
    newest,
    isDue: isDue(state, now),
    responder:
      from === null || until === null
        ? null
        : { notAfter: until, isDue: isResponderDue({ notBefore: from, notAfter: until }, now) },
  };
}

export async function saveListSettings(
  binding: StoreBinding,
  issuer: ListIssuer,
  { hasAddresses, listDays, responderDays, hasDeltas, partsAbove }: ListSettings,
): Promise<void> {
  await changeDirect(binding, async (tx) => {
    await ensureIssuer(tx, issuer, binding.clock.now());
    await tx.$executeRaw(sql`UPDATE "CrlIssuer" SET "hasAddresses" = ${hasAddresses}, "listDays" = ${listDays},
        "responderDays" = ${responderDays}, "hasDeltas" = ${hasDeltas}, "partsAbove" = ${partsAbove}
      WHERE "spkiSha256" = ${issuer.authority}`);
  });
}

/** The key of an authority, whatever generation of its name it is of; its file as it is shown. */
export async function authorityKeyOf(
  { direct }: Database,
  authority: string,
): Promise<{ readonly fileName: string } | null> {
  const [row] = await direct.$queryRaw<{ fileName: string | null; basename: string; generation: number }[]>(
    sql`SELECT f."fileName", i."basename", k."generation" FROM "Key" k JOIN "Item" i ON i."id" = k."itemId"
      LEFT JOIN "File" f ON f."keyId" = k."id" WHERE k."spkiSha256" = ${authority}`,
  );
  if (row === undefined) return null;
  return { fileName: row.fileName ?? `${row.basename}.key #${String(row.generation)}` };
}

/** Certificates that are looked at, at the most. */
const mostCertificates = 5000;

/** The live certificates, and not over, of the authorities that publish; not those that signed themselves. */
export async function certificatesOfIssuers(
  { direct }: Database,
  now: Date,
): Promise<{ readonly rows: readonly IssuedCertificate[]; readonly isCut: boolean }> {
  const rows = await direct.$queryRaw<IssuedCertificate[]>(sql`SELECT i."basename", d."der" FROM "File" f
      JOIN "Certificate" c ON c."id" = f."certificateId" JOIN "CertificateDer" d ON d."certificateId" = c."id"
      JOIN "Item" i ON i."id" = f."itemId"
    WHERE c."notAfter" > ${now} AND c."subjectHash" <> c."issuerHash" AND c."issuerHash" IN (SELECT a."subjectHash"
      FROM "Certificate" a JOIN "CrlIssuer" p ON p."spkiSha256" = a."spkiSha256" WHERE a."isAuthority" = ${true})
    ORDER BY c."id" DESC LIMIT ${mostCertificates + 1}`);
  return { rows: rows.slice(0, mostCertificates), isCut: rows.length > mostCertificates };
}
