import "server-only";
import type { AuthorityRights, Rights } from "../../commands/ports/rights.ts";
import type { Prisma } from "../database/db.ts";
import { change, type StoreBinding } from "../database/transaction.ts";

export function storeRights(binding: StoreBinding): Rights {
  const { database, clock } = binding;
  return {
    async authorityRights() {
      const rows = await database.client.authorityRights.findMany();
      return new Map(
        rows.map(({ spkiSha256, rights, neverLeaves, changedAt, changedBy }) => [
          spkiSha256,
          { ...(rights as unknown as AuthorityRights), neverLeaves, changedAt, changedBy },
        ]),
      );
    },
    async setAuthorityRights(spkiSha256, rights, neverLeaves, by) {
      const said = {
        rights: JSON.parse(JSON.stringify(rights)) as Prisma.InputJsonObject,
        changedAt: clock.now(),
        changedBy: by,
      };
      await change(binding, (tx) =>
        tx.authorityRights.upsert({
          where: { spkiSha256 },
          create: { spkiSha256, ...said, neverLeaves },
          // Never unset, whatever another session believed.
          update: neverLeaves ? { ...said, neverLeaves } : said,
        }),
      );
    },
  };
}
