import "server-only";
import { hash } from "node:crypto";
import { Failure } from "../error-codes.ts";

/**
 * The bytes of a stored file, which are those that were stored: their SHA-256 is the one that was written beside them.
 * @throws Failure `file.damaged`
 */
export function intactBytes<B extends Uint8Array>(bytes: B, sha256: string, name: string): B {
  if (hash("sha256", bytes, "hex") !== sha256) throw new Failure("file.damaged", { fileName: name });
  return bytes;
}
