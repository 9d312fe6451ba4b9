import "server-only";
import { Failure } from "../error-codes.ts";

/** The words of SQLite, PostgreSQL (SQLSTATE) and the operating system for what is wrong with the place of the data. */
const kinds = [
  {
    code: "storage.full",
    words: /SQLITE_FULL|database or disk is full|\b(ENOSPC|EDQUOT|EFBIG)\b|\b53100\b|no space left on device/i,
  },
  {
    code: "storage.read-only",
    words:
      /SQLITE_READONLY|readonly database|read-only (file system|transaction|mode)|\b(EROFS|EACCES|EPERM)\b|\b25006\b|SQLITE_CANTOPEN|unable to open database/i,
  },
  {
    code: "database.damaged",
    words:
      /SQLITE_CORRUPT|SQLITE_NOTADB|disk image is malformed|file is not a database|malformed database schema|\bXX00[12]\b/i,
  },
  { code: "storage.failing", words: /SQLITE_IOERR|disk I\/O error|\bEIO\b|\b58030\b/i },
  {
    code: "database.unreachable",
    words:
      /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\b|\b(57P0[123]|53300)\b|DatabaseNotReachable|can't reach database server|connection terminated/i,
  },
] as const;

/**
 * Reads an error as one about the place of the data: full, read-only, failing, damaged, out of reach; null for any other.
 *
 * @param where how the sentence names the place: a path or a database; the variable alone where strangers may read it
 */
export function storageFailure(error: unknown, where: string): Failure | null {
  const text = wordsOf(error, 0);
  const kind = kinds.find(({ words }) => words.test(text));
  return kind === undefined ? null : new Failure(kind.code, { where }, error);
}

/** The codes and messages of an error and of those that it wraps, however deep its library has put them. */
function wordsOf(error: unknown, depth: number): string {
  if (typeof error === "string" || typeof error === "number") return String(error);
  if (typeof error !== "object" || error === null || depth > 5) return "";
  const fields = ["name", "code", "message", "cause", "meta", "driverAdapterError", "kind"] as const;
  const more = ["originalCode", "originalMessage", "extendedCode", "rawCode"] as const;
  return [...fields, ...more]
    .map((field) => wordsOf((error as Readonly<Record<string, unknown>>)[field], depth + 1))
    .join(" ");
}
