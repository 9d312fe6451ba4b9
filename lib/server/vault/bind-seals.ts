import "server-only";
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { log } from "../log.ts";
import { type MasterKey, rememberBoundSeals } from "./master-key.ts";
import { bindFirstVersion } from "./seal-content.ts";
import { readUsedSeals, type UsedSeal } from "./seal-uses.ts";

const batch = 200;

/**
 * Binds the seals of a console of the first version, which knew their record and kind alone, to the name and the public
 * key that use them. A seal whose content is not that of its row stays as it was, and opens no more: it was swapped.
 * May be cut short and begun again, and run in two processes at once.
 */
export async function bindStoredSeals(database: Database, masterKey: MasterKey): Promise<void> {
  if (masterKey.sealsAreBound) return;
  let [bound, left] = [0, 0];
  for (let after = ""; ;) {
    const seals = await readUsedSeals(database, { after, limit: batch });
    if (seals.length === 0) break;
    for (const each of seals.filter(({ wrappedDataKey }) => wrappedDataKey[0] === 1)) {
      if (await bindOne(database, masterKey, each)) bound += 1;
      else left += 1;
    }
    after = seals.at(-1)!.id;
  }
  // Reviews last for minutes; those of the former version do not open.
  await database.client.importReview.deleteMany({});
  await rememberBoundSeals(database, [masterKey, ...masterKey.older]);
  if (bound + left > 0) log.info({ bound, left }, "the seals of the former version were bound to their names and keys");
}

async function bindOne(database: Database, masterKey: MasterKey, seal: UsedSeal): Promise<boolean> {
  if (seal.use === null) return false;
  let identity = seal.use.of === "name" ? seal.use.identity : "";
  // The row of a person whose certificate is being made says its public key from now on.
  if (seal.batchRowId !== null && identity === "") identity = publicKeyOf(masterKey, seal) ?? "";
  const use = seal.use.of === "name" ? { ...seal.use, identity } : seal.use;
  const wrapped = bindFirstVersion(masterKey, { ...seal, use }, (content) =>
    use.of === "batch" ? true : identityOf(seal.kind, content) === use.identity,
  );
  if (wrapped === null) return false;
  await database.direct.transaction(async (tx) => {
    await tx.$executeRaw(
      sql`UPDATE "SealedSecret" SET "wrappedDataKey" = ${Buffer.from(wrapped)} WHERE "id" = ${seal.id} AND "wrappedDataKey" = ${Buffer.from(seal.wrappedDataKey)}`,
    );
    if (seal.batchRowId !== null)
      await tx.$executeRaw(sql`UPDATE "BatchRow" SET "spkiSha256" = ${identity} WHERE "id" = ${seal.batchRowId}`);
  });
  return true;
}

function publicKeyOf(masterKey: MasterKey, seal: UsedSeal): string | null {
  let found: string | null = null;
  bindFirstVersion(masterKey, { ...seal, use: { of: "held", identity: "" } }, (content) => {
    found = identityOf(seal.kind, content);
    return false;
  });
  return found;
}

/** The SHA-256 of the public key of a key, else of the content. */
function identityOf(kind: string, content: Buffer): string {
  if (kind !== "key") return createHash("sha256").update(content).digest("hex");
  const key = createPrivateKey({ key: content, format: "der", type: "pkcs8" });
  return publicKeyId(Uint8Array.from(createPublicKey(key).export({ format: "der", type: "spki" })));
}
