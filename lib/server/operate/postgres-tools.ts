import "server-only";
import { spawn } from "node:child_process";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { programEnvironment } from "../../env.ts";
import { Failure } from "../error-codes.ts";
import { log } from "../log.ts";

/** The programs of PostgreSQL's own client package. */
type Program = "pg_dump" | "pg_restore";

/**
 * Runs one. The password goes by its environment: arguments are seen by every user of the machine.
 * @throws Failure `backup.program-missing`, `backup.program-failed`
 */
export async function runPostgresProgram(
  program: Program,
  words: readonly string[],
  databaseUrl: string,
): Promise<void> {
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = "";
  // Of Prisma's own parameters libpq knows nothing.
  for (const name of ["schema", "connection_limit", "pool_timeout", "password"]) url.searchParams.delete(name);
  const child = spawn(program, [...words, `--dbname=${url.href}`], {
    stdio: ["ignore", "ignore", "pipe"],
    env: programEnvironment(password === "" ? {} : { PGPASSWORD: password }),
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = `${said}${text}`.slice(-4000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new Failure("backup.program-missing", { program }, error) : error;
  });
  if (code === 0) return;
  log.error({ program, code, error: said }, "a program of PostgreSQL failed");
  throw new Failure("backup.program-failed", { program });
}

/** A question or a statement to another database of the same server. */
export async function withDatabase<T>(
  databaseUrl: string,
  work: (connection: SqlDriverAdapter) => Promise<T>,
): Promise<T> {
  const connection = await new PrismaPg({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: 10_000,
  }).connect();
  try {
    return await work(connection);
  } finally {
    await connection.dispose();
  }
}

/** The address of another database of the same server. */
export function siblingUrl(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

export function databaseNameOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
}

/** As SQL names a database. */
export const quoted = (name: string): string => `"${name.replace(/"/g, '""')}"`;
