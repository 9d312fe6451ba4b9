import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { OfflinePackages } from "../../commands/ports/offline.ts";
import type { Clock, Issuing } from "../../commands/ports/world.ts";
import { layOutRevocationList } from "../../pki/issue/revocation-list.ts";
import { isSelfSigned } from "../../pki/path/issuers.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { inTransactionDirect } from "../database/transaction.ts";
import { Failure } from "../error-codes.ts";
import { entriesOf } from "../revocation/entries.ts";
import { ensureIssuer } from "../revocation/issuer.ts";
import { lifeOf, stateOf } from "../revocation/list-state.ts";
import type { SealingKey } from "../vault/seal-content.ts";
import { makeOfflineKey, openOfflineKey } from "../vault/offline-key.ts";
import { insertSeals } from "../vault/seal-rows.ts";

interface KeyCells {
  readonly spkiSha256: string;
  readonly sealedId: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
}

/** The console's key for packages, and the lists that it lays out for authorities elsewhere. */
export function createOfflinePackages({
  database,
  clock,
  issuing,
  masterKey,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly issuing: Issuing;
  readonly masterKey: SealingKey;
}): OfflinePackages {
  const newest = async (): Promise<KeyCells | undefined> =>
    (
      await database.direct.$queryRaw<KeyCells[]>(sql`SELECT k."spkiSha256", s."id" AS "sealedId", s."kind", s."sealed",
        s."wrappedDataKey", s."masterKeyId" FROM "OfflineKey" k JOIN "SealedSecret" s ON s."id" = k."sealedId"
        ORDER BY k."id" DESC LIMIT 1`)
    )[0];

  async function signer(): Promise<Signer> {
    const row = await newest();
    if (row === undefined) return make();
    const { spkiSha256: identity, sealedId: id, ...cells } = row;
    const opened = openOfflineKey(masterKey, { ...cells, id, use: { of: "offline-packages", identity } });
    if (opened === null) throw new Failure("key.damaged-seal", { fileName: "" });
    return opened;
  }

  /** Of two processes that make the first one at once, both keys are good: each package carries its own. */
  async function make(): Promise<Signer> {
    const made = makeOfflineKey(masterKey);
    await inTransactionDirect(database, async (tx) => {
      await insertSeals(tx, [made.seal]);
      await tx.$executeRaw(sql`INSERT INTO "OfflineKey" ("spki", "spkiSha256", "sealedId", "createdAt")
        VALUES (${Buffer.from(made.signer.spki)}, ${made.spkiSha256}, ${made.seal.recordId}, ${clock.now()})`);
    });
    return made.signer;
  }

  return {
    async page() {
      const path = join(process.cwd(), "offline", "built", "chainsmith-offline.html");
      return readFile(path).catch((error: unknown) => {
        throw new Failure("file.not-found", { fileName: "chainsmith-offline.html", nearest: null }, error);
      });
    },
    async sign(body) {
      const by = await signer();
      return { key: by.spki, signature: by.sign(body).value };
    },
    async layOutList({ authority, basename, certificate: der, algorithm }) {
      const now = clock.now();
      await inTransactionDirect(database, (tx) => ensureIssuer(tx, { authority, basename }, now));
      const issuer = readCertificate(der);
      const state = await stateOf(database, authority);
      const [out] = await database.direct.$queryRaw<{ number: number | null }[]>(
        sql`SELECT MAX("number") AS "number" FROM "OfflineRequest" WHERE "issuerSpkiSha256" = ${authority}`,
      );
      const number = Math.max(state.listNumber, Number(out?.number ?? 0)) + 1;
      const thisUpdate = wholeSeconds(Math.max(now.getTime() - issuing.backdating, issuer.notBefore.getTime()));
      const life = lifeOf(state, { isLocked: true, isRoot: isSelfSigned(issuer) });
      const nextUpdate = wholeSeconds(now.getTime() + life);
      const { parts, count } = await entriesOf(database, authority);
      const order = { issuer, number, now, thisUpdate, nextUpdate, entries: parts };
      const tbs = layOutRevocationList(order, algorithm);
      return { tbs, number, revision: state.revision, thisUpdate, nextUpdate, entries: count };
    },
  };
}

const wholeSeconds = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);
