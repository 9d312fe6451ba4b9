import "server-only";
import { type Authority, authorityOf } from "../../commands/ports/authority.ts";
import type { BatchTemplate } from "../../commands/ports/batch.ts";
import type { Store } from "../../commands/ports/store.ts";
import type { Clock, Issuing, Random } from "../../commands/ports/world.ts";
import { pkcs12Iterations } from "../../pki/pkcs12/write.ts";
import type { BatchJobContext } from "./job-context.ts";
import { storeRepacked } from "./issued.ts";
import type { End, Lease } from "./lease.ts";
import { issueAll } from "./pipeline.ts";
import { isAnythingUnsigned, nextRows, type WorkRow } from "./rows.ts";
import { nameHash } from "../store/certificate-facts.ts";
import type { Database } from "../database/db.ts";
import { Failure } from "../error-codes.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import { createStore } from "../store/store.ts";
import type { RowToRepack } from "./worker-jobs.ts";
import type { BatchVault } from "./vault.ts";
import { leadsTo } from "../../pki/path/chain.ts";
import { chainsAbove, chainsInInventory } from "../../pki/path/issuers.ts";

export interface World {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly issuing: Issuing;
  readonly batchVault: BatchVault;
}

/**
 * Works through one batch to its end.
 * @throws LeaseLost, Failure that stops the batch
 */
export async function workThrough(world: World, lease: Lease, isClosing: () => boolean): Promise<End> {
  const context = await openBench(world, lease);
  try {
    const end = await repackAll(context, isClosing);
    return end ?? (await issueAll(context, isClosing));
  } finally {
    context.session.close();
  }
}

async function openBench(
  { database, clock, random, issuing, batchVault }: World,
  lease: Lease,
): Promise<BatchJobContext> {
  const store = createStore({ database, clock, auditEventId: null });
  const { authority, certificate, keyFile } = await issuerOf(store, lease);
  const at = clock.now();
  const chains = await chainsInInventory(store, { leaf: certificate, at });
  const ancestors = await chainsAbove(store, certificate, at);
  const { template, passphrasesSealedId } = lease;
  // The root was asked for when the batch was made; one that is gone meanwhile leaves the best chain.
  const { root = null } = template;
  const chain = chains.find((each) => root !== null && leadsTo(each, root)) ?? chains[0]!;
  const session = await batchVault.openSession({
    batch: lease.batchId,
    signs: await isAnythingUnsigned(database, lease.batchId),
    issuerKeyFile: keyFile,
    issuer: certificate.der,
    ancestors: ancestors.map((chain) => chain.map(({ der }) => der)),
    chain: chain.certificates.map(({ der }) => der),
    template,
    sheet: passphrasesSealedId === null ? null : { batch: lease.batchId, sealedId: passphrasesSealedId },
  });
  return {
    database,
    clock,
    random,
    lease,
    session,
    renameSeal: (...renaming) => batchVault.renameSeal(...renaming),
    issuerSpkiSha256: authority.spkiSha256 ?? "",
    issuerHash: nameHash(certificate.subject),
    unitRows: unitRowsOf(template),
    beginsAt: () => beginningOf(clock.now(), issuing, certificate),
  };
}

/**
 * When a certificate begins that is signed now. It is stored with its row, so that a row that is taken up again, by
 * another process and under another setting, becomes the very same certificate. An issuer that has ended is told as it
 * is.
 */
function beginningOf(now: Date, { backdating }: Issuing, issuer: Certificate): Date {
  if (now > issuer.notAfter) return now;
  const earliest = Math.min(now.getTime(), issuer.notBefore.getTime());
  return new Date(Math.max(now.getTime() - backdating, earliest));
}

/**
 * @throws Failure `file.not-found`, `file.wrong-kind`, `key.absent`: the issuer or its key was
 * removed meanwhile.
 */
async function issuerOf(store: Store, { issuerFileName: fileName }: Lease): Promise<Authority> {
  const file = await store.file(fileName);
  if (file === null) throw new Failure("file.not-found", { fileName, nearest: null });
  if (file.kind !== "certificate")
    throw new Failure("file.wrong-kind", { fileName, kind: file.kind, wanted: "certificate" });
  return authorityOf(store, file);
}

/**
 * A unit occupies a thread for about so many ms: long enough that handing it over costs nothing, short enough that both
 * threads end together.
 */
const unitMs = 40;

function unitRowsOf({ key, profile, iterations }: BatchTemplate): number {
  const keyMs = { "rsa-2048": 60, "rsa-3072": 200, "rsa-4096": 600 }[key as string] ?? 1;
  const rounds = profile === "none" ? 0 : (iterations ?? pkcs12Iterations[profile]);
  return Math.min(32, Math.max(1, Math.floor(unitMs / (keyMs + rounds / 1000))));
}

/** Another .p12 and passphrase for rows that are issued; null: there is nothing left of them. */
async function repackAll(context: BatchJobContext, isClosing: () => boolean): Promise<End | null> {
  const { database, clock, lease, unitRows } = context;
  for (let unit = 0; ; unit += 2) {
    if (isClosing()) return { state: "released" };
    const rows = await nextRows(database, lease.batchId, { state: "packing", after: 0, limit: unitRows * 2 });
    if (rows.length === 0) return null;
    const halves = [rows.slice(0, unitRows), rows.slice(unitRows)];
    const packed = await Promise.all(halves.map((half, index) => repackRows(context, half, unit + index)));
    await storeRepacked(database, clock, lease, packed.flat());
  }
}

async function repackRows({ session, lease }: BatchJobContext, rows: readonly WorkRow[], unit: number) {
  if (rows.length === 0) return [];
  const orders = rows.flatMap(({ rowId, name, der, sealed }): RowToRepack[] =>
    der === null || sealed === null || lease.passphrasesSealedId === null ? [] : [{ rowId, name, der, sealed }],
  );
  const made = new Map((await session.repack(unit, orders)).map(({ rowId, packed }) => [rowId, packed]));
  return rows.map(({ rowId }) => ({ rowId, packed: made.get(rowId) ?? null }));
}
