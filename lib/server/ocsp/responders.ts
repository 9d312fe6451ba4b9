import "server-only";
import type { Clock, Issuing, Random } from "../../commands/ports/world.ts";
import { issue } from "../../pki/issue/issue.ts";
import { prepareResponder } from "../../pki/issue/prepare.ts";
import { drawSerial } from "../../pki/issue/serial.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { inTransactionDirect } from "../database/transaction.ts";
import { isFailure } from "../error-codes.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { log } from "../log.ts";
import { listSignerOf } from "../revocation/list-signer.ts";
import type { SealingKey } from "../vault/seal-content.ts";
import { makeResponderKey, openResponderKey } from "../vault/responder-key.ts";
import { insertSeals } from "../vault/seal-rows.ts";
import type { OpenVault } from "../vault/vault.ts";

/** A certificate that may answer for an authority, and its key. */
export interface Responder {
  readonly id: number;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly notAfter: Date;
  readonly signer: Signer;
}

export interface Responders {
  /**
   * The responder that answers for an authority now (SHA-256 of its public key): it is made first where there is none
   * and the key of the authority opens without a passphrase. Null where that cannot be.
   */
  current(authority: string): Promise<Responder | null>;
  /** Makes the next one with this signer, when its time has come. What fails goes to the log: the lists are there. */
  ensure(authority: string, signer: Signer | undefined): Promise<void>;
  /** Makes the next one of every authority whose time has come, and removes those that are over. */
  renewDue(isClosed: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Days that the certificate of a responder lives. The next one cannot be signed at night where a passphrase is needed. */
const days = { open: 14, locked: 90 } as const;
/** The next one is made after this part of a life. */
const renewedAfter = 0.5;
/** A responder is no more used so long before its end, in ms: an answer has to live a while. */
const lastHours = 2 * 3_600_000;

interface ResponderCells {
  readonly id: number;
  readonly der: Uint8Array;
  readonly notBefore: Date | number | string;
  readonly notAfter: Date | number | string;
  readonly sealedId: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
  readonly spkiSha256: string;
}

/** The responders of all authorities that publish lists. */
export function createResponders({
  database,
  clock,
  issuing,
  random,
  vault,
  masterKey,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly issuing: Issuing;
  readonly random: Random;
  readonly vault: OpenVault;
  readonly masterKey: SealingKey;
}): Responders {
  /** One after the other for each authority. */
  const making = new Map<string, Promise<unknown>>();
  /** Keys that were opened, by the row; the rows are few. */
  const opened = new Map<number, Signer>();

  async function newest(authority: string): Promise<ResponderCells | null> {
    const [row] = await database.direct.$queryRaw<ResponderCells[]>(sql`SELECT p."id", p."der", p."notBefore",
        p."notAfter", p."spkiSha256", s."id" AS "sealedId", s."kind", s."sealed", s."wrappedDataKey", s."masterKeyId"
      FROM "OcspResponder" p JOIN "SealedSecret" s ON s."id" = p."sealedId"
      WHERE p."issuerSpkiSha256" = ${authority} AND p."der" IS NOT NULL ORDER BY p."notAfter" DESC, p."id" DESC LIMIT 1`);
    return row ?? null;
  }

  function signerFor(authority: string, row: ResponderCells): Signer | null {
    const { sealedId, kind, sealed, wrappedDataKey, masterKeyId, spkiSha256 } = row;
    const use = { of: "responder", authority, identity: spkiSha256 } as const;
    const cells = { id: sealedId, kind, sealed, wrappedDataKey, masterKeyId, use };
    const signer = opened.get(row.id) ?? openResponderKey(masterKey, cells);
    if (signer === null) log.error({ authority }, "the key of an OCSP responder does not open");
    else opened.set(row.id, signer);
    return signer;
  }

  async function make(authority: string, given: Signer | undefined): Promise<void> {
    const now = clock.now();
    const by = await listSignerOf(database, authority, now);
    const issuer = by.certificate;
    const key = makeResponderKey(masterKey, authority);
    const prepared = prepareResponder({
      issuer,
      spki: key.signer.spki,
      days: await daysOf(database, authority, by),
      now,
      backdating: issuing.backdating,
      serialNumber: drawSerial(random),
    });
    const { serialNumber, notBefore, notAfter } = prepared;
    const signer = given ?? (await vault.signerOf(authority));
    // Announced before it is signed: a signature cannot be taken back.
    await inTransactionDirect(database, async (tx) => {
      await insertSeals(tx, [key.seal]);
      await tx.$executeRaw(sql`INSERT INTO "OcspResponder" ("issuerSpkiSha256", "serialNumber", "spkiSha256", "sealedId",
          "notBefore", "notAfter", "createdAt") VALUES (${authority}, ${serialNumber}, ${key.spkiSha256}, ${key.seal.recordId},
          ${notBefore}, ${notAfter}, ${now})`);
    });
    const der = issue(prepared, signer);
    await inTransactionDirect(database, async (tx) => {
      await tx.$executeRaw(
        sql`UPDATE "OcspResponder" SET "der" = ${Buffer.from(der)} WHERE "spkiSha256" = ${key.spkiSha256}`,
      );
    });
  }

  async function makeWhenDue(authority: string, given?: Signer): Promise<void> {
    const before = making.get(authority) ?? Promise.resolve();
    const mine = before
      .catch(() => undefined)
      .then(async () => {
        if (isDue(await newest(authority), clock.now())) await make(authority, given);
      });
    making.set(authority, mine);
    await mine.finally(() => making.get(authority) === mine && making.delete(authority));
  }

  const stopWaiting = vault.openKeys.whenOpened(async ({ spkiSha256, signer }) => {
    const [known] = await database.direct.$queryRaw<unknown[]>(
      sql`SELECT 1 AS "one" FROM "CrlIssuer" WHERE "spkiSha256" = ${spkiSha256}`,
    );
    if (known !== undefined) await makeWhenDue(spkiSha256, signer);
  });

  async function removeOver(): Promise<void> {
    const dayAgo = new Date(clock.now().getTime() - 86_400_000);
    await inTransactionDirect(database, async (tx) => {
      const gone = await tx.$queryRaw<{ sealedId: string }[]>(sql`DELETE FROM "OcspResponder"
        WHERE "notAfter" < ${dayAgo} OR ("der" IS NULL AND "createdAt" < ${dayAgo}) RETURNING "sealedId"`);
      for (const { sealedId } of gone) await tx.$executeRaw(sql`DELETE FROM "SealedSecret" WHERE "id" = ${sealedId}`);
    });
  }

  const ensure = (authority: string, signer?: Signer): Promise<void> =>
    makeWhenDue(authority, signer).catch((error: unknown) => {
      // Under a passphrase, without a key, expired: the last one goes on as long as it lives.
      if (!isFailure(error)) log.error({ error }, "the certificate of an OCSP responder could not be made");
    });

  return {
    ensure,
    async current(authority) {
      const usable = (row: ResponderCells | null): row is ResponderCells =>
        row !== null && dateOrNull(row.notAfter)!.getTime() > clock.now().getTime() + lastHours;
      let row = await newest(authority);
      if (!usable(row)) {
        await ensure(authority);
        row = await newest(authority);
      }
      const signer = usable(row) ? signerFor(authority, row) : null;
      return row === null || signer === null
        ? null
        : { id: Number(row.id), certificate: row.der, notAfter: dateOrNull(row.notAfter)!, signer };
    },
    async renewDue(isClosed) {
      const rows = await database.direct.$queryRaw<{ authority: string }[]>(
        sql`SELECT "spkiSha256" AS "authority" FROM "CrlIssuer" ORDER BY "spkiSha256"`,
      );
      for (const { authority } of rows) {
        if (isClosed()) return;
        await ensure(authority);
      }
      await removeOver();
    },
    async close() {
      stopWaiting();
      await Promise.allSettled(making.values());
    },
  };
}

/** Days that the certificate of a responder lives where nothing else is said. */
export function usualResponderDays({ isLocked }: { readonly isLocked: boolean }): number {
  return isLocked ? days.locked : days.open;
}

async function daysOf({ direct }: Database, authority: string, by: { readonly isLocked: boolean }): Promise<number> {
  const [row] = await direct.$queryRaw<{ days: number | null }[]>(
    sql`SELECT "responderDays" AS "days" FROM "CrlIssuer" WHERE "spkiSha256" = ${authority}`,
  );
  const days = row?.days ?? null;
  return days === null ? usualResponderDays(by) : Number(days);
}

function isDue(row: ResponderCells | null, now: Date): boolean {
  if (row === null) return true;
  return isResponderDue({ notBefore: dateOrNull(row.notBefore)!, notAfter: dateOrNull(row.notAfter)! }, now);
}

/** Half of its life is over: the next one is to be made. */
export function isResponderDue({ notBefore, notAfter }: { notBefore: Date; notAfter: Date }, now: Date): boolean {
  const [from, until] = [notBefore.getTime(), notAfter.getTime()];
  return now.getTime() >= from + (until - from) * renewedAfter;
}
