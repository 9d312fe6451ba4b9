import "server-only";
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { BadSetting, type Env } from "../env.ts";

/**
 * The folder of the database and the master key: there, writable, and nobody else's business (0700). A folder with other
 * things in it keeps its mode: somebody who names /tmp does not want it closed.
 * @throws BadSetting
 */
export function prepareDataFolder({ dataDir, masterKeyFile }: Env): void {
  try {
    makeFolder(dataDir);
    if (!statSync(dataDir).isDirectory()) throw new BadSetting(`DATA_DIR is ${dataDir}, which is a file; it has to be a folder.`);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof BadSetting) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "EEXIST" || code === "ENOTDIR") throw new BadSetting(`DATA_DIR is ${dataDir}, which is a file or lies below one; it has to be a folder.`);
    throw new BadSetting(`DATA_DIR is ${dataDir}, where this user cannot write (${code}); it has to be a folder that the user who starts the console owns.`);
  }
  try {
    makeFolder(dirname(masterKeyFile));
  } catch (error) {
    throw new BadSetting(`MASTER_KEY_FILE is ${masterKeyFile}, whose folder cannot be made (${(error as NodeJS.ErrnoException).code ?? ""}); name a file in a folder that exists.`);
  }
  const isOurs = existsSync(join(dataDir, "chainsmith.db")) || readdirSync(dataDir).length === 0;
  if (isOurs && (statSync(dataDir).mode & 0o077) !== 0 && statSync(dataDir).uid === process.getuid?.()) chmodSync(dataDir, 0o700);
}

/** One folder after the other: Node's own `recursive` never returns below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
