import "server-only";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Provider } from "../database/sql.ts";
import { Failure } from "../error-codes.ts";

/** The version of the archive: a reader refuses what is newer than it knows. */
export const archiveFormat = 1;

export const manifestName = "manifest.json";
export const masterKeyName = "master.key";
/** The database in an archive: a file of SQLite, or a dump of `pg_dump --format=custom`. */
export const databaseNames: Readonly<Record<Provider, string>> = {
  sqlite: "database.sqlite",
  postgresql: "database.dump",
};

const part = z.object({
  name: z.string(),
  size: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a backup says of itself, and what its restoration is held against. */
const manifest = z.object({
  format: z.literal(archiveFormat),
  product: z.literal("chainsmith"),
  /** Of the console that made it. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  provider: z.enum(["sqlite", "postgresql"]),
  /** In the order in which they were applied. */
  migrations: z.array(z.string()).min(1),
  /** Rows by table. */
  counts: z.record(z.string(), z.number().int().min(0)),
  parts: z.array(part),
  /** Which master key opens its keys, and whether that key is a part. */
  masterKey: z.object({ id: z.string().nullable(), isIncluded: z.boolean() }),
});
export type Manifest = z.infer<typeof manifest>;

/** @throws Failure `backup.newer`, `backup.damaged` */
export function readManifest(path: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new Failure("backup.damaged", { part: manifestName });
  }
  const { format, version } = json as { format?: unknown; version?: unknown };
  if (typeof format === "number" && format > archiveFormat)
    throw new Failure("backup.newer", { version: typeof version === "string" ? version.slice(0, 40) : String(format) });
  const read = manifest.safeParse(json);
  if (!read.success) throw new Failure("backup.damaged", { part: manifestName });
  return read.data;
}
