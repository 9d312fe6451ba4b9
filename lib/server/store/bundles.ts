import "server-only";
import type { BundleAlarm } from "../../commands/ports/files.ts";
import type { Store } from "../../commands/ports/store.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { endsSoonDays } from "../inventory/status.ts";
import type { StoreBinding } from "../database/transaction.ts";
import { sql, type SqlFragment } from "../database/sql.ts";

type Bundles = Pick<Store, "bundleMembers" | "bundleAlarms">;

/** Stored bundles: their members, and what took a member's place. */
export function storeBundles(binding: StoreBinding): Bundles {
  const { database, clock } = binding;
  return {
    bundleMembers: (fileName) => readMembers(database, fileName),
    bundleAlarms: (limit) => readAlarms(database, clock.now(), limit),
  };
}

/** The live certificate of the member's own name; a renewal of its key by the same issuer, under any name. */
const successors = (condition: SqlFragment): SqlFragment => sql`
  SELECT m."bundleId", m."position", n."id" AS "nextId" FROM "File" f JOIN "BundleMember" m ON m."bundleId" = f."otherContentId"
    JOIN "Certificate" c ON c."id" = m."certificateId" JOIN "Certificate" n ON n."itemId" = c."itemId"
    WHERE n."id" <> c."id" AND n."deletedAt" IS NULL AND c."generation" > 0 AND ${condition}
  UNION SELECT m."bundleId", m."position", n."id" AS "nextId" FROM "File" f JOIN "BundleMember" m ON m."bundleId" = f."otherContentId"
    JOIN "Certificate" c ON c."id" = m."certificateId" JOIN "Certificate" n ON n."spkiSha256" = c."spkiSha256"
    WHERE n."id" <> c."id" AND n."deletedAt" IS NULL AND n."subjectHash" = c."subjectHash" AND n."issuerHash" = c."issuerHash"
      AND n."notBefore" > c."notBefore" AND ${condition}`;

async function readMembers({ client }: Database, fileName: string): ReturnType<Store["bundleMembers"]> {
  const ofFile = sql`f."fileName" = ${fileName}`;
  const members = await client.$queryRaw<{ position: number; der: Uint8Array; holder: string | null }[]>(sql`
    SELECT m."position", d."der", (SELECT h."fileName" FROM "File" h WHERE h."certificateId" = m."certificateId" ORDER BY h."id" LIMIT 1) AS "holder"
    FROM "File" f JOIN "BundleMember" m ON m."bundleId" = f."otherContentId" JOIN "CertificateDer" d ON d."certificateId" = m."certificateId"
    WHERE ${ofFile} ORDER BY m."position"`);
  const found = await client.$queryRaw<{ position: number; der: Uint8Array; fileName: string }[]>(sql`
    SELECT s."position", d."der", h."fileName" FROM (${successors(ofFile)}) s
    JOIN "File" h ON h."certificateId" = s."nextId" JOIN "CertificateDer" d ON d."certificateId" = s."nextId" ORDER BY h."fileName"`);
  return members.map(({ position, der, holder }) => ({
    der,
    fileName: holder,
    successors: found
      .filter((next) => Number(next.position) === Number(position))
      .map((next) => ({ der: next.der, fileName: next.fileName })),
  }));
}

interface AlarmCells {
  readonly fileName: string;
  readonly basename: string;
  readonly at: Date | number | string;
  readonly der: Uint8Array;
}

/**
 * Reads the bundles to rebuild: first those with a member that has ended, then one that was replaced, then one that
 * ends soon and is nowhere else.
 */
async function readAlarms({ client }: Database, now: Date, limit: number): Promise<BundleAlarm[]> {
  const soon = new Date(now.getTime() + endsSoonDays * 86_400_000);
  const isLive = sql`EXISTS (SELECT 1 FROM "File" h WHERE h."certificateId" = m."certificateId")`;
  const ending = (condition: SqlFragment) =>
    client.$queryRaw<AlarmCells[]>(sql`
    SELECT f."fileName", i."basename", b."endsAt" AS "at", d."der" FROM "OtherContent" b JOIN "File" f ON f."otherContentId" = b."id" JOIN "Item" i ON i."id" = f."itemId"
    JOIN "BundleMember" m ON m."bundleId" = b."id" JOIN "Certificate" c ON c."id" = m."certificateId" AND c."notAfter" = b."endsAt"
    JOIN "CertificateDer" d ON d."certificateId" = c."id" WHERE ${condition} ORDER BY b."endsAt" DESC LIMIT ${limit}`);
  const [expired, replaced, endsSoon] = await Promise.all([
    ending(sql`b."endsAt" < ${now}`),
    readReplaced(client, limit),
    ending(sql`b."endsAt" >= ${now} AND b."endsAt" < ${soon} AND NOT ${isLive}`),
  ]);
  const alarms = [
    ...expired.map(alarmOf("expired")),
    ...replaced.map(alarmOf("replaced")),
    ...endsSoon.map(alarmOf("ends-soon")),
  ];
  // One line for a bundle, whatever else is true of it.
  return [...new Map([...alarms].reverse().map((alarm) => [alarm.fileName, alarm])).values()].reverse().slice(0, limit);
}

/**
 * Bundles whose members are looked up for the first page, the newest: two look-ups for each member, so the page must
 * not grow with their number.
 */
const mostLookedAt = 5000;

/**
 * Reads replaced members. An authority with another key is a replacement only among anchors, which were chosen: a chain
 * keeps the issuer that signed.
 */
async function readReplaced(client: Database["client"], limit: number): Promise<AlarmCells[]> {
  const isBundle = sql`f."kind" IN ('bundle', 'pkcs7')`;
  const [last] = await client.$queryRaw<{ id: number }[]>(
    sql`SELECT f."id" FROM "File" f WHERE ${isBundle} ORDER BY f."id" DESC LIMIT 1 OFFSET ${mostLookedAt}`,
  );
  return client.$queryRaw<AlarmCells[]>(sql`
    SELECT f."fileName", i."basename", n."createdAt" AS "at", d."der" FROM (${successors(last === undefined ? isBundle : sql`${isBundle} AND f."id" > ${last.id}`)}) s
    JOIN "Certificate" n ON n."id" = s."nextId" JOIN "File" h ON h."certificateId" = n."id"
    JOIN "BundleMember" m ON m."bundleId" = s."bundleId" AND m."position" = s."position" JOIN "Certificate" c ON c."id" = m."certificateId"
    JOIN "CertificateDer" d ON d."certificateId" = c."id" JOIN "OtherContent" b ON b."id" = s."bundleId" JOIN "File" f ON f."otherContentId" = b."id" JOIN "Item" i ON i."id" = f."itemId"
    WHERE n."isAuthority" = c."isAuthority" AND (NOT c."isAuthority" OR n."spkiSha256" = c."spkiSha256" OR b."madeAs" = 'anchors')
      AND NOT EXISTS (SELECT 1 FROM "BundleMember" o WHERE o."bundleId" = s."bundleId" AND o."certificateId" = n."id")
    ORDER BY n."createdAt" DESC LIMIT ${limit}`);
}

const alarmOf =
  (kind: BundleAlarm["kind"]) =>
  ({ fileName, basename, at, der }: AlarmCells): BundleAlarm => {
    const { subject } = readCertificate(der);
    return {
      fileName,
      basename,
      kind,
      member: commonNameOf(subject) ?? formatName(subject),
      at: dateOrNull(at) ?? new Date(0),
    };
  };
