import type { Inspection } from "../../pki/inspect/types.ts";
import type { Pkcs12Content } from "../../pki/pkcs12/pkcs12.ts";
import type { PrivateKeyReading } from "../../pki/keys/private-key.ts";
import type { UnpackOptions, UnpackedFile } from "../../pki/files/unpack.ts";
import type { HeldReview } from "../parts/import/held.ts";

/**
 * Reads what came from elsewhere (lib/pki, in worker threads where it may take long). Beside the failures of the functions
 * that it is named after: `reading.timed-out`, `reading.busy`.
 */
export interface Reader {
  inspect(bytes: Uint8Array, options: { now: Date; passphrase?: string }): Promise<Inspection>;
  unpack(
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    options: UnpackOptions,
  ): Promise<UnpackedFile[]>;
  unlock(bytes: Uint8Array, passphrase: string): Promise<PrivateKeyReading>;
  pkcs12(bytes: Uint8Array, passphrase: string): Promise<Pkcs12Content>;
}

/** Reviews of files between the look and the choice, sealed and short-lived. @throws Failure `import.expired` of `open`. */
export interface Reviews {
  /** Keeps it in place of a former one. @throws Failure `file.too-large`. */
  keep(owner: string, held: HeldReview, former?: string): Promise<{ id: string; expiresAt: Date }>;
  open(owner: string, id: string): Promise<{ held: HeldReview; expiresAt: Date }>;
  end(owner: string, id: string): Promise<void>;
}
