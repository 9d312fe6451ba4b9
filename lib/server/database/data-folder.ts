import "server-only";
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { BadSetting, type Env } from "../../env.ts";
import { Failure } from "../error-codes.ts";

/**
 * Prepares the folder of the database and the master key: there, writable, mode 0700. A folder with other things in it
 * keeps its mode: /tmp, say, must not be closed.
 * @throws BadSetting; Failure `database.damaged`
 */
export function prepareDataFolder({ dataDir, databaseUrl, masterKeyFile }: Env): void {
  try {
    makeFolder(dataDir);
    if (!statSync(dataDir).isDirectory())
      throw new BadSetting(`DATA_DIR is ${dataDir}, which is a file; it has to be a folder.`);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof BadSetting) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "EEXIST" || code === "ENOTDIR")
      throw new BadSetting(`DATA_DIR is ${dataDir}, which is a file or lies below one; it has to be a folder.`);
    throw new BadSetting(
      `DATA_DIR is ${dataDir}, where this user cannot write (${code}); it has to be a folder that the user who starts the console owns.`,
    );
  }
  requireKeyPlace(masterKeyFile);
  requireOwnDatabase({ dataDir, databaseUrl, masterKeyFile });
  const isOurs = existsSync(join(dataDir, "chainsmith.db")) || readdirSync(dataDir).length === 0;
  if (isOurs && (statSync(dataDir).mode & 0o077) !== 0 && statSync(dataDir).uid === process.getuid?.())
    chmodSync(dataDir, 0o700);
}

/**
 * A database that has a master key has tables. One that is empty was cut off: to begin it anew would look as if nothing
 * had ever been stored.
 */
function requireOwnDatabase(place: Pick<Env, "dataDir" | "databaseUrl" | "masterKeyFile">): void {
  const file = join(place.dataDir, "chainsmith.db");
  if (place.databaseUrl !== null || !existsSync(file) || !existsSync(place.masterKeyFile)) return;
  if (statSync(file).size === 0) throw new Failure("database.damaged", { where: file });
}

/**
 * The file is made when there is none; its folder never is: a folder that is not there is a slip of the pen or a disk
 * that is not mounted.
 */
function requireKeyPlace(file: string): void {
  const folder = dirname(file);
  const named = `MASTER_KEY_FILE is ${file}`;
  if (!existsSync(folder))
    throw new BadSetting(`${named}, and the folder ${folder} does not exist; name a file in a folder that does.`);
  const isThere = existsSync(file);
  if (isThere && !statSync(file).isFile())
    throw new BadSetting(`${named}, which is no file; name the file of the master key.`);
  try {
    accessSync(isThere ? file : folder, isThere ? constants.R_OK : constants.W_OK | constants.X_OK);
  } catch (error) {
    const problem = isThere ? "which this user cannot read" : `and this user cannot make a file in ${folder}`;
    throw new BadSetting(
      `${named}, ${problem} (${(error as NodeJS.ErrnoException).code ?? ""}); it has to be a file that the user who starts the console owns.`,
    );
  }
}

/** One folder after the other: Node's own `recursive` never returns below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
