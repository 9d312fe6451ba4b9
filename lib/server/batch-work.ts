import "server-only";
import { altNamesFor, subjectFor } from "../commands/parts/batch-template.ts";
import { drawSerial } from "../commands/parts/serial.ts";
import type { Clock, Random } from "../commands/ports/world.ts";
import type { Certificate } from "../pki/certificate.ts";
import { isFailure } from "../pki/error.ts";
import { issue } from "../pki/issue.ts";
import { prepareForKey, type Prepared } from "../pki/prepare.ts";
import type { Signer } from "../pki/signer.ts";
import { recordIntents, type RowIntent, type RowRefusal, intentIdOf } from "./batch-intents.ts";
import { storeIssued, storeRepacked, type IssuedRow } from "./batch-issued.ts";
import type { Lease } from "./batch-lease.ts";
import type { WorkRow } from "./batch-rows.ts";
import { nameHash, readCertificateFacts } from "./certificate-facts.ts";
import type { Database } from "./db.ts";
import type { BatchVault, FreshKey } from "./vault-batch.ts";

/** One step of a batch: so many rows from waiting to issued. */
export interface Bench {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly vault: BatchVault;
  readonly lease: Lease;
  readonly issuer: Certificate;
  /** Every chain above the issuer that is known: what all of them forbid is refused. */
  readonly ancestors: Certificate[][];
  readonly issuerSpkiSha256: string;
  readonly signer: Signer;
  /** Leaf excluded, nearest first. */
  readonly chain: readonly Uint8Array[];
}

interface Begun {
  readonly row: WorkRow;
  readonly prepared: Prepared;
  readonly key: FreshKey;
  readonly intentId: string;
  readonly sealedId: string;
}

/** A refusal that is the fault of the authority, not of one person: the whole batch stops. */
export function concernsEverybody(code: string): boolean {
  return code.startsWith("sign.issuer") || ["sign.key-is-not-the-issuers", "sign.days-out-of-range", "sign.path-length-used-up", "sign.signature-failed", "key.absent", "key.still-locked", "key.damaged-seal", "file.not-found"].includes(code);
}

/** The keys of the rows that wait next; the caller may have had them made beforehand. */
export async function issueRows(bench: Bench, rows: readonly WorkRow[], keys: readonly FreshKey[]): Promise<void> {
  const { database, clock, lease, issuer } = bench;
  const preparedAt = clock.now();
  const refusals: RowRefusal[] = [];
  for (let draw = 1; ; draw += 1) {
    refusals.length = 0;
    const begun = rows.flatMap((row, index) => {
      const prepared = preparedOrRefused(bench, row, { now: preparedAt, key: keys[index]!, serialNumber: drawSerial(bench.random) }, refusals);
      return prepared === null ? [] : [{ row, prepared, key: keys[index]!, intentId: intentIdOf(lease.batchId, row.rowId), sealedId: keys[index]!.sealed!.recordId }];
    });
    const intents = begun.map(({ row, prepared, key, intentId }): RowIntent => ({ rowId: row.rowId, position: row.position, basename: row.basename, intentId, serialNumber: prepared.serialNumber, sealed: key.sealed! }));
    try {
      await recordIntents(database, clock, { lease, issuerSpkiSha256: bench.issuerSpkiSha256, issuerHash: nameHash(issuer.subject), preparedAt, intents, refusals });
    } catch (error) {
      // 128 random bits do not meet again; that they do several times in a row means that the source is broken.
      if (isFailure(error, "sign.serial-taken") && draw < 5) continue;
      throw error;
    }
    return signRows(bench, begun);
  }
}

function preparedOrRefused(bench: Bench, row: WorkRow, made: { now: Date; key: FreshKey; serialNumber: Uint8Array }, refusals: RowRefusal[]): Prepared | null {
  try {
    return prepareRow(bench, row, made);
  } catch (error) {
    if (!isFailure(error) || concernsEverybody(error.code)) throw error;
    refusals.push({ rowId: row.rowId, position: row.position, basename: row.basename, code: error.code, facts: error.facts });
    return null;
  }
}

function prepareRow({ lease, issuer, ancestors }: Bench, row: WorkRow, { now, key, serialNumber }: { now: Date; key: Pick<FreshKey, "spki">; serialNumber: Uint8Array }): Prepared {
  const { template } = lease;
  return prepareForKey({
    issuer, ancestors, profile: "client", subject: subjectFor(template, row), names: altNamesFor(template, row), days: template.days, spki: key.spki, now, serialNumber,
  });
}

/** Rows whose serial number was spent by a process that did not come back: the very same certificate is signed again. */
export async function finishRows(bench: Bench, rows: readonly WorkRow[]): Promise<void> {
  const begun: Begun[] = [];
  try {
    for (const row of rows) {
      const { intentId, serialNumber, preparedAt, sealedId } = row.begun!;
      const key = await bench.vault.reopen(sealedId);
      const prepared = prepareRow(bench, row, { now: preparedAt, key, serialNumber: Buffer.from(serialNumber, "hex") });
      begun.push({ row, prepared, key, intentId, sealedId });
    }
    await signRows(bench, begun);
  } finally {
    for (const { key } of begun) key.drop();
  }
}

/** How many signatures are made before pages get their turn. */
const perTurn = 8;

async function signRows(bench: Bench, begun: readonly Begun[]): Promise<void> {
  const { database, clock, lease, signer } = bench;
  const issued: Omit<IssuedRow, "packed">[] = [];
  for (const [index, { row, prepared, intentId, sealedId }] of begun.entries()) {
    const der = issue(prepared, signer);
    issued.push({ rowId: row.rowId, intentId, identity: { basename: row.basename, facts: readCertificateFacts(der), sealedId }, isSuccessor: row.isSuccessor });
    if (index % perTurn === perTurn - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  const packed = await Promise.all(begun.map(({ row, key }, index) => packRow(bench, row, key, issued[index]!.identity.facts.der)));
  await storeIssued(database, clock, lease, issued.map((row, index) => ({ ...row, packed: packed[index]! })));
}

async function packRow({ lease, chain }: Bench, row: WorkRow, key: FreshKey, der: Uint8Array) {
  const { template, sheetSealedId } = lease;
  if (template.profile === "none" || sheetSealedId === null) return null;
  return key.pack({ rowId: row.rowId, sheetSealedId, certificates: [der, ...chain], friendlyName: row.name, template });
}

/** Another .p12 and passphrase for rows that are issued. */
export async function repackRows(bench: Pick<Bench, "database" | "clock" | "vault" | "lease" | "chain">, rows: readonly WorkRow[]): Promise<void> {
  const { database, clock, vault, lease, chain } = bench;
  const packed = await Promise.all(
    rows.map(async (row) => {
      if (row.issued === null || lease.sheetSealedId === null) return { rowId: row.rowId, packed: null };
      const { der, sealedId } = row.issued;
      const key = await vault.reopen(sealedId);
      try {
        return { rowId: row.rowId, packed: await key.pack({ rowId: row.rowId, sheetSealedId: lease.sheetSealedId, certificates: [der, ...chain], friendlyName: row.name, template: lease.template }) };
      } finally {
        key.drop();
      }
    }),
  );
  await storeRepacked(database, clock, lease, packed);
}

