import "server-only";
import type { SealedKey } from "../../commands/ports/vault.ts";
import type { SealedCells, SealUse } from "../vault/seal-content.ts";
import type { Clock } from "../../commands/ports/world.ts";
import type { Database, TransactionClient } from "./db.ts";
import { endEvent } from "../audit/event-rows.ts";
import type { Sql } from "./sql.ts";

/** The binding of a store: one running command. */
export interface StoreBinding {
  readonly database: Database;
  readonly clock: Clock;
  /** The audit event that a change ends in its own transaction; null outside of a command. */
  readonly auditEventId: number | null;
  /** Events that a change has ended: the gate need not end them again. */
  readonly endedEvents?: Set<number>;
  /** Binds a sealed key to the name that it is stored under (lib/server/vault). Unbound, it is stored and never opens. */
  readonly bindSeal?: (key: SealedKey, name: string) => SealedKey;
  /** Wraps the data key of a stored seal for another use, by the present master key. */
  readonly renameSeal?: (
    cells: Omit<SealedCells, "sealed">,
    use: SealUse,
  ) => { readonly wrappedDataKey: Uint8Array; readonly masterKeyId: string };
}

/** How often PostgreSQL may ask to start over (deadlock, serialization) before it is an error. */
const attempts = 6;

/** One transaction; begins anew when the database says that it could not be ordered among the others. */
export function inTransaction<T>(database: Database, work: (tx: TransactionClient) => Promise<T>): Promise<T> {
  return tried(() => database.client.$transaction(work));
}

/** Two of these never decide on what the other is about to change; one of them runs again. */
export function inTurn<T>(database: Database, work: (tx: TransactionClient) => Promise<T>): Promise<T> {
  return tried(() => database.client.$transaction(work, { isolationLevel: "Serializable" }));
}

/** The same in written SQL alone. */
export function inTransactionDirect<T>(database: Database, work: (tx: Sql) => Promise<T>): Promise<T> {
  return tried(() => database.direct.transaction(work));
}

async function tried<T>(once: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once();
    } catch (error) {
      if (attempt >= attempts || !isConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * attempt * 5));
    }
  }
}

/** A change: one transaction that also ends the audit event, so that neither can be had without the other. */
export function change<T>(binding: StoreBinding, work: (tx: TransactionClient) => Promise<T>): Promise<T> {
  return ended(
    binding,
    inTransaction(binding.database, async (tx) => endingEvent(binding, tx, await work(tx))),
  );
}

/** The same in written SQL alone. */
export function changeDirect<T>(binding: StoreBinding, work: (tx: Sql) => Promise<T>): Promise<T> {
  return ended(
    binding,
    inTransactionDirect(binding.database, async (tx) => endingEvent(binding, tx, await work(tx))),
  );
}

/** Told only when the transaction has been committed. */
async function ended<T>({ auditEventId, endedEvents }: StoreBinding, change: Promise<T>): Promise<T> {
  const result = await change;
  if (auditEventId !== null) endedEvents?.add(auditEventId);
  return result;
}

async function endingEvent<T>({ auditEventId, clock, database }: StoreBinding, tx: Sql, result: T): Promise<T> {
  if (auditEventId !== null) {
    const end = { outcome: "done", errorCode: null, finishedAt: clock.now() };
    await tx.$executeRaw(endEvent(database.events, auditEventId, end));
  }
  return result;
}

/** The driver's own word for what went wrong, wherever Prisma put it. */
function causeKind(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const meta = (error as { meta?: { driverAdapterError?: { cause?: { kind?: string } } } }).meta;
  const own = (error as { cause?: { kind?: string } }).cause;
  return meta?.driverAdapterError?.cause?.kind ?? own?.kind ?? "";
}

function isConflict(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return (
    code === "P2034" ||
    causeKind(error) === "TransactionWriteConflict" ||
    /deadlock detected|could not serialize/.test(String(error))
  );
}

/** True when a unique index refused a row: another transaction was first. */
export function isTaken(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "P2002" || causeKind(error) === "UniqueConstraintViolation";
}
