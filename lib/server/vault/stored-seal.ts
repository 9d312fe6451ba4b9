import "server-only";
import { Failure } from "../error-codes.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { openSealed, type SealedCells, type SealingKey, type SealUse } from "./seal-content.ts";

/** The content of a stored, sealed file, opened; and what its row says of it. */
export interface Opened {
  /** Kind of the seal: `key`, `locked-key`, `pkcs12`. */
  readonly kind: string;
  readonly bytes: Buffer;
  readonly label: string | null;
  /** SubjectPublicKeyInfo, DER; null while it is not known. */
  readonly spki: Uint8Array | null;
  readonly fileName: string;
  /** The name that the seal is bound to. */
  readonly name: string;
  /** The row of the seal, without its content. */
  readonly cells: Omit<SealedCells, "sealed">;
}

/**
 * A stored file by its name, or a key by the SHA-256 of its public half. One of an earlier generation has no file, and is
 * called `corp-ca.key #1` by its name and generation.
 */
export type StoredName = string | { readonly publicKey: string };
const formerKey = /^(.+)\.key #(\d{1,9})$/;

interface StoredCells extends Omit<SealedCells, "use"> {
  readonly label: string | null;
  readonly spki: Uint8Array | null;
  readonly basename: string;
  readonly identity: string | null;
  readonly fileName: string | null;
  readonly generation: number | null;
}

/**
 * Opens the seal of a stored file for one use, and wipes the content after it.
 * @throws Failure `key.absent`, `key.damaged-seal`
 */
export async function openStored<T>(
  database: Database,
  masterKey: SealingKey,
  wanted: StoredName,
  act: (content: Opened) => T | Promise<T>,
): Promise<T> {
  const [, formerOf, generationOf] = (typeof wanted === "string" ? formerKey.exec(wanted) : null) ?? [];
  const from =
    typeof wanted === "string" && formerOf === undefined
      ? sql`"File" f JOIN "Item" i ON i."id" = f."itemId" LEFT JOIN "Key" k ON k."id" = f."keyId"`
      : sql`"Key" k JOIN "Item" i ON i."id" = k."itemId" LEFT JOIN "File" f ON f."keyId" = k."id"`;
  const which =
    typeof wanted !== "string"
      ? sql`k."spkiSha256" = ${wanted.publicKey}`
      : formerOf === undefined
        ? sql`f."fileName" = ${wanted}`
        : sql`i."basename" = ${formerOf} AND k."generation" = ${Number(generationOf)}`;
  const [stored] = await database.direct.$queryRaw<
    StoredCells[]
  >(sql`SELECT s."id", s."kind", s."sealed", s."wrappedDataKey", s."masterKeyId", k."label", k."spki", i."basename",
      COALESCE(k."spkiSha256", k."contentSha256", b."sha256") AS "identity", f."fileName", k."generation"
    FROM ${from} LEFT JOIN "OtherContent" b ON b."id" = f."otherContentId"
    JOIN "SealedSecret" s ON s."id" = COALESCE(k."sealedId", b."sealedId") WHERE ${which}`);
  if (stored === undefined)
    throw new Failure("key.absent", { fileName: typeof wanted === "string" ? wanted : wanted.publicKey.slice(0, 16) });
  const { basename: name, identity, label, spki, sealed, generation, ...cells } = stored;
  const fileName = cells.fileName ?? `${name}.key #${String(generation ?? 0)}`;
  // The seal knows its name and its public key: a row that was moved under another one is noticed here.
  const isWhole = identity !== null && (spki === null || publicKeyId(spki) === identity);
  const use: SealUse = { of: "name", name, identity: identity ?? "" };
  const bytes = isWhole ? openSealed(masterKey, { ...cells, sealed, use }) : null;
  if (bytes === null) throw new Failure("key.damaged-seal", { fileName });
  try {
    return await act({ kind: stored.kind, bytes, label, spki, fileName, name, cells: { ...cells, use } });
  } finally {
    bytes.fill(0);
  }
}
