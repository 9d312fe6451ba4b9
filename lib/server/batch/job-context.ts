import "server-only";
import type { Clock, Random } from "../../commands/ports/world.ts";
import type { Lease } from "./lease.ts";
import type { Database } from "../database/db.ts";
import type { BatchVault } from "./vault.ts";
import type { WorkerSession } from "./worker-pool.ts";

/** Everything that the work on one batch needs. */
export interface BatchJobContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly lease: Lease;
  readonly session: WorkerSession;
  readonly renameSeal: BatchVault["renameSeal"];
  /** Of the issuer: what the intents are unique by, and its name's hash for certificates that came from elsewhere. */
  readonly issuerSpkiSha256: string;
  readonly issuerHash: string;
  /** Rows that go the whole way together. */
  readonly unitRows: number;
  /** When the validity of a certificate begins that is prepared now. */
  beginsAt(): Date;
}

/** A refusal that is the fault of the authority, not of one person: the whole batch stops. */
export function stopsBatch(code: string): boolean {
  return (
    code.startsWith("sign.issuer") ||
    [
      "sign.key-is-not-the-issuers",
      "sign.days-out-of-range",
      "sign.path-length-used-up",
      "sign.signature-failed",
      "key.absent",
      "key.passphrase-needed",
      "key.damaged-seal",
      "file.not-found",
    ].includes(code)
  );
}
