import "server-only";
import { randomBytes } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import type { HeldReview, Reviews } from "../../commands/ports/reviews.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import type { MasterKey } from "./master-key.ts";
import { seal, unseal } from "./aes-seal.ts";

/**
 * A review between the look and the choice: sealed as a whole in the database (the next step may come to another
 * process), bound to the person who asked, for some minutes, and not more than a few of them.
 */
const lifetime = 15 * 60 * 1000;
const perOwner = 3;
const inAll = 60;
const largest = 32 * 1024 * 1024;

export function createReviews({
  database,
  masterKey,
  clock,
}: {
  database: Database;
  masterKey: MasterKey;
  clock: Clock;
}): Reviews {
  const { importReview: table } = database.client;
  const binding = (owner: string, id: string): string => `${id}\n${owner}\nimport-review`;

  async function makeRoom(owner: string): Promise<void> {
    await table.deleteMany({ where: { expiresAt: { lte: clock.now() } } });
    for (const [where, limit] of [
      [{ owner }, perOwner],
      [{}, inAll],
    ] as const) {
      const older = await table.findMany({
        where,
        select: { id: true },
        orderBy: { createdAt: "desc" },
        skip: limit - 1,
      });
      if (older.length > 0) await table.deleteMany({ where: { id: { in: older.map(({ id }) => id) } } });
    }
  }

  return {
    async keep(owner, held, former) {
      const clear = serialize(held);
      if (clear.length > largest) throw new Failure("file.too-large", { size: clear.length, limit: largest });
      if (former !== undefined) await table.deleteMany({ where: { id: former, owner } });
      await makeRoom(owner);
      const id = randomBytes(16).toString("base64url");
      const dataKey = randomBytes(32);
      const createdAt = clock.now();
      const expiresAt = new Date(createdAt.getTime() + lifetime);
      const sealed = Uint8Array.from(seal(dataKey, clear, binding(owner, id)));
      const wrappedDataKey = Uint8Array.from(seal(masterKey.key, dataKey, id));
      dataKey.fill(0);
      await table.create({
        data: {
          id,
          owner,
          sealed,
          wrappedDataKey,
          masterKeyId: masterKey.id,
          size: clear.length,
          createdAt,
          expiresAt,
        },
        select: { id: true },
      });
      return { id, expiresAt };
    },
    async open(owner, id) {
      const row = await table.findUnique({ where: { id } });
      const isOurs =
        row !== null && row.owner === owner && row.masterKeyId === masterKey.id && row.expiresAt > clock.now();
      const dataKey = isOurs ? unseal(masterKey.key, row.wrappedDataKey, id) : null;
      const clear = dataKey === null || row === null ? null : unseal(dataKey, row.sealed, binding(owner, id));
      dataKey?.fill(0);
      if (clear === null || row === null) throw new Failure("import.expired", {});
      return { held: deserialize(clear) as HeldReview, expiresAt: row.expiresAt };
    },
    async end(owner, id) {
      await table.deleteMany({ where: { id, owner } });
    },
  };
}
