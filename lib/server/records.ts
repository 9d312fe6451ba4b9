import "server-only";
import { roles, type Role } from "../commands/permission.ts";
import type { Database, TransactionClient } from "./db.ts";

/** A role as the database has it. An unknown one is no role at all: fail closed. */
export function readRole(text: string): Role | null {
  return roles.find((role) => role === text) ?? null;
}

/** Prisma's code for a unique index that refused a row. */
export function isUniqueBreach(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}

/** Two of these never decide on what the other is about to change; one of them runs again. */
export async function inTurn<T>({ client }: Database, work: (transaction: TransactionClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.$transaction(work, { isolationLevel: "Serializable" });
    } catch (error) {
      if (attempt === 5 || !isConflict(error)) throw error;
    }
  }
}

/** Prisma's code for a transaction that lost against another. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2034";
}
