import "server-only";
import { wasBusyWithin } from "../../serve/open-requests.ts";
import { type ServerErrorCode, type ServerErrorFacts, Failure, isFailure } from "../error-codes.ts";
import { type BatchJobContext, stopsBatch } from "./job-context.ts";
import { type RowIntent, type RowRefusal, intentIdOf, recordIntents } from "./intents.ts";
import { type IssuedRow, storeIssued } from "./issued.ts";
import { type End, fence, LeaseLost } from "./lease.ts";
import { requireSealed, isAnyWaiting, type WorkRow, rowSource } from "./rows.ts";
import { yieldToRequests, withReaderPriority } from "./yield-to-requests.ts";
import { inTransactionDirect } from "../database/transaction.ts";
import type { BegunRow, SignedRow } from "./worker-jobs.ts";
import { drawSerial } from "../../pki/issue/serial.ts";

/**
 * From waiting to issued: units of rows are begun on the threads (key, seal, certificate prepared), their intents
 * recorded here, then they are signed on the same thread, and stored here. A transaction takes whatever is ready of
 * both ends, so that the database syncs once for many rows, and neither it nor the threads wait for the other.
 */
interface Unit {
  readonly id: number;
  readonly rows: readonly WorkRow[];
  readonly preparedAt: Date;
  /** How often serial numbers were drawn for it. */
  readonly draw: number;
}

interface BegunUnit {
  readonly unit: Unit;
  readonly rows: readonly BegunRow[];
}

interface SignedUnit {
  readonly unit: Unit;
  readonly rows: readonly SignedRow[];
}

/** Units that are begun, or wait to be recorded: what the threads have to do while the database is busy. */
const unitsAhead = 16;
/**
 * A transaction ends at so many rows of each end: most of a commit are pages of the indexes over random values, which a
 * few rows touch as much as many do. At one unit of each while people look at pages, since they wait that long.
 */
const mostRows = 256;
/** A client that sent a request in the last so many ms will send more. */
const hereMs = 1000;
/** Fewer rows wait so many ms for more: each transaction costs a sync of the disk. */
const calmMs = 100;
/** 128 random bits do not meet again; that they do several times in a row means that the source is broken. */
const draws = 5;

/** @throws LeaseLost, Failure that stops the batch */
export async function issueAll(context: BatchJobContext, isClosing: () => boolean): Promise<End> {
  for (;;) {
    const end = await issueOnce(context, isClosing);
    // Rows that were made to wait again behind our back: a resume while the last units came home.
    if (end.state !== "done" || !(await isAnyWaiting(context.database, context.lease.batchId))) return end;
  }
}

async function issueOnce(context: BatchJobContext, isClosing: () => boolean): Promise<End> {
  const { session } = context;
  const source = rowSource(context);
  const again: Pick<Unit, "rows" | "draw">[] = [];
  const begun: BegunUnit[] = [];
  const signed: SignedUnit[] = [];
  const signal = createSignal();
  let [lastId, working, lastCommit] = [0, 0, performance.now()];
  /** Why no more is begun. */
  let stop = null as LeaseLost | "closing" | null;

  /** Waits for the threads elsewhere; what goes wrong there is thrown by the signal. */
  function onThread<T>(job: Promise<T>, done: (value: T) => void): void {
    working += 1;
    job
      .then((value) => {
        working -= 1;
        done(value);
        signal.raise();
      })
      .catch((error: unknown) => signal.fail(error));
  }

  function begin({ rows, draw }: Pick<Unit, "rows" | "draw">): void {
    const unit: Unit = { id: (lastId += 1), rows, draw, preparedAt: context.beginsAt() };
    const orders = rows.map((row) => ({
      rowId: row.rowId,
      person: personOf(row),
      basename: row.basename,
      preparedAt: row.begun?.preparedAt ?? unit.preparedAt,
      serialNumber: row.begun === null ? drawSerial(context.random) : Buffer.from(row.begun.serialNumber, "hex"),
      sealed: row.begun === null ? null : requireSealed(row),
    }));
    onThread(session.begin(unit.id, orders), (found) => {
      // Rows that another process had begun are recorded already, and were no refusal then.
      const isRecorded = rows.every((row) => row.begun !== null);
      for (const row of found)
        if (row.isRefused && (isRecorded || stopsBatch(row.code)))
          throw new Failure(row.code as ServerErrorCode, row.facts as ServerErrorFacts[ServerErrorCode]);
      if (isRecorded) sign(unit);
      else begun.push({ unit, rows: found });
    });
  }

  function sign(unit: Unit): void {
    onThread(session.finish(unit.id), (rows) => void signed.push({ unit, rows }));
  }

  async function beginMore(): Promise<void> {
    if (stop === null && isClosing()) stop = "closing";
    while (stop === null && working + begun.length < unitsAhead) {
      const next = again.shift() ?? (await source.next());
      if (next === null) return;
      begin(next);
    }
    if (stop !== null) for (const { unit } of begun.splice(0)) session.drop(unit.id);
  }

  async function commit(): Promise<void> {
    const most = wasBusyWithin(hereMs) ? 1 : mostRows;
    const [toRecord, toStore] = [takeRows(begun, most), takeRows(signed, most)];
    try {
      await record(context, toRecord, toStore);
      for (const { unit, rows } of toRecord) if (rows.some(({ isRefused }) => !isRefused)) sign(unit);
    } catch (error) {
      const isTaken = isFailure(error, "sign.serial-taken") && toRecord.every(({ unit }) => unit.draw < draws);
      if (toRecord.length === 0 || !(error instanceof LeaseLost || isTaken)) throw error;
      // Nothing new is begun; what was begun is brought home.
      signed.unshift(...toStore);
      for (const { unit } of toRecord) session.drop(unit.id);
      if (error instanceof LeaseLost) stop = error;
      else again.push(...toRecord.map(({ unit }) => ({ rows: unit.rows, draw: unit.draw + 1 })));
    }
    lastCommit = performance.now();
  }

  for (;;) {
    await beginMore();
    const ready = countRows(begun) + countRows(signed);
    const calm = ready >= mostRows || working === 0 ? 0 : lastCommit + calmMs - performance.now();
    if (ready === 0 && working === 0) break;
    if (ready === 0 || calm > 0) await signal.wait(ready === 0 ? null : calm);
    else await commit();
    await yieldToRequests();
  }
  if (stop instanceof LeaseLost) throw stop;
  return { state: stop === null ? "done" : "released" };
}

function personOf({ position, name, email, upn, department }: WorkRow) {
  return { position, name, email, upn, department };
}

const countRows = (units: readonly (BegunUnit | SignedUnit)[]): number =>
  units.reduce((sum, { rows }) => sum + rows.length, 0);

/** Takes the first units, one at least and so many rows at the most. */
function takeRows<U extends BegunUnit | SignedUnit>(units: U[], mostRows: number): U[] {
  let [count, rows] = [0, 0];
  while (count < units.length && (count === 0 || rows + units[count]!.rows.length <= mostRows))
    rows += units[count++]!.rows.length;
  return units.splice(0, count);
}

/**
 * Certificates of some rows and intents of others, in one transaction. @throws LeaseLost, Failure `sign.serial-taken`
 */
async function record(
  { database, clock, lease, issuerSpkiSha256, issuerHash, renameSeal }: BatchJobContext,
  begun: readonly BegunUnit[],
  signed: readonly SignedUnit[],
): Promise<void> {
  const intents = begun.flatMap((each) => intentsOf(lease.batchId, each));
  const refusals = begun.flatMap(refusalsOf);
  const issued = signed.flatMap((each) => issuedOf(lease.batchId, each));
  await inTransactionDirect(database, async (transaction) => {
    const tx = withReaderPriority(transaction);
    await fence(tx, clock, lease, begun.length > 0 ? "begin" : "finish", {
      issued: issued.length,
      failed: refusals.length,
    });
    await storeIssued(tx, clock.now(), issued, {
      batchId: lease.batchId,
      renameSeal,
      proofs: database.events,
    });
    await recordIntents(tx, clock, {
      lease,
      issuerSpkiSha256,
      issuerHash,
      intents,
      refusals,
      proofs: database.events,
    });
  });
}

function intentsOf(batchId: string, { unit, rows }: BegunUnit): RowIntent[] {
  return rows.flatMap((row, index) => {
    if (row.isRefused) return [];
    const { rowId, position, basename } = unit.rows[index]!;
    return [
      {
        rowId,
        position,
        basename,
        intentId: intentIdOf(batchId, rowId),
        serialNumber: row.serialNumber,
        preparedAt: unit.preparedAt,
        sealed: row.sealed!,
      },
    ];
  });
}

function refusalsOf({ unit, rows }: BegunUnit): RowRefusal[] {
  return rows.flatMap((row, index) => {
    if (!row.isRefused) return [];
    const { rowId, position, basename } = unit.rows[index]!;
    return [{ rowId, position, basename, code: row.code, facts: row.facts }];
  });
}

function issuedOf(batchId: string, { unit, rows }: SignedUnit): IssuedRow[] {
  const known = new Map(unit.rows.map((row) => [row.rowId, row]));
  return rows.map(({ rowId, sealedId, facts, packed }) => {
    const row = known.get(rowId)!;
    return {
      rowId,
      intentId: row.begun?.intentId ?? intentIdOf(batchId, rowId),
      packed,
      identity: { basename: row.basename, facts, sealedId },
      isSuccessor: row.isSuccessor,
    };
  });
}

/** A condition variable: `wait()` resolves on the next `raise()`; several before a wait count as one. */
function createSignal() {
  let failure: { readonly error: unknown } | null = null;
  let isRaised = false;
  let wake: () => void = () => undefined;
  const raise = () => {
    isRaised = true;
    wake();
  };
  return {
    raise,
    fail(error: unknown) {
      failure ??= { error };
      raise();
    },
    /** @throws what `fail` was told. */
    async wait(ms: number | null): Promise<void> {
      if (!isRaised) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (ms !== null) timer = setTimeout(resolve, ms);
        });
        clearTimeout(timer);
      }
      isRaised = false;
      if (failure !== null) throw failure.error;
    },
  };
}
