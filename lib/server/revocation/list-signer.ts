import "server-only";
import { type Certificate, readCertificate } from "../../pki/x509/certificate.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { Failure } from "../error-codes.ts";

/** The certificate and the key that sign the lists of an authority now. */
export interface ListSigner {
  readonly certificate: Certificate;
  /** Its key lies under a passphrase: nothing is signed at night. */
  readonly isLocked: boolean;
  readonly isRoot: boolean;
}

/** @throws Failure `key.absent` */
export async function listSignerOf(database: Database, authority: string, now: Date): Promise<ListSigner> {
  const found = await authorityCertificate(database, authority, now);
  // Also the key of an earlier generation, which no file holds any more: its certificates live on.
  const [key] = await database.direct.$queryRaw<{ kind: string }[]>(
    sql`SELECT s."kind" FROM "Key" k JOIN "SealedSecret" s ON s."id" = k."sealedId" WHERE k."spkiSha256" = ${authority}`,
  );
  if (found === null || key === undefined)
    throw new Failure("key.absent", { fileName: found?.fileName ?? authority.slice(0, 16) });
  return {
    certificate: readCertificate(found.der),
    isLocked: key.kind !== "key",
    isRoot: Boolean(Number(found.isRoot)),
  };
}

export interface AuthorityCertificate {
  readonly der: Uint8Array;
  readonly isRoot: boolean | number;
  /** Null for one that no file holds: an earlier generation, or a member of a bundle. */
  readonly fileName: string | null;
  /** The name that has it, or had it. */
  readonly basename: string | null;
}

/**
 * Of the certificates of this key the one that is valid now, live before former, and lasts longest; when none is, the
 * last one, which `requireListIssuer` refuses by its date. Null where none is stored.
 */
export async function authorityCertificate(
  { direct }: Database,
  authority: string,
  now: Date,
): Promise<AuthorityCertificate | null> {
  const [found] = await direct.$queryRaw<
    AuthorityCertificate[]
  >(sql`SELECT d."der", c."subjectHash" = c."issuerHash" AS "isRoot", f."fileName", i."basename" FROM "Certificate" c
      JOIN "CertificateDer" d ON d."certificateId" = c."id" LEFT JOIN "File" f ON f."certificateId" = c."id"
      LEFT JOIN "Item" i ON i."id" = COALESCE(f."itemId", c."itemId")
    WHERE c."spkiSha256" = ${authority} AND c."isAuthority" = ${true}
    ORDER BY CASE WHEN c."notBefore" <= ${now} AND c."notAfter" >= ${now} THEN 0 ELSE 1 END,
      CASE WHEN f."id" IS NULL THEN 1 ELSE 0 END, c."notAfter" DESC LIMIT 1`);
  return found ?? null;
}
