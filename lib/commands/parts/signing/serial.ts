import { Failure, isFailure } from "../../error-codes.ts";
import type { Prepared } from "../../../pki/issue/prepare.ts";
import type { StoredFile } from "../../ports/files.ts";
import type { Store } from "../../ports/store.ts";
import type { Random } from "../../ports/world.ts";
import { drawSerial } from "../../../pki/issue/serial.ts";

/**
 * 128 random bits meet again once in 2^64 draws; several misses in a row mean that the source of randomness is broken.
 */
const draws = 5;

/**
 * Draws a serial number, prepares with it and stores the intent, before there is any signature. `permit` (may ask for
 * confirmation) runs after the checks that no confirmation can lift, so a person is never asked about a certificate
 * that cannot be made.
 * @throws Failure of `prepare` and of `permit`; `sign.serial-taken` when every draw was taken.
 */
export async function reserveSerial(
  store: Store,
  random: Random,
  wanted: {
    file: Pick<StoredFile, "fileName">;
    authority: Pick<StoredFile, "fileName" | "spkiSha256">;
    prepare: (serialNumber: Uint8Array) => Prepared;
    permit?: () => Promise<void>;
  },
): Promise<{ prepared: Prepared; intent: string }> {
  let taken: Failure | null = null;
  for (let draw = 0; draw < draws; draw++) {
    const prepared = wanted.prepare(drawSerial(random));
    if (draw === 0) await wanted.permit?.();
    try {
      const intent = await store.recordIntent({
        issuerSpkiSha256: wanted.authority.spkiSha256 ?? "",
        serialNumber: prepared.serialNumber,
        requestFileName: wanted.file.fileName,
        issuerFileName: wanted.authority.fileName,
        template: prepared.template,
      });
      return { prepared, intent };
    } catch (error) {
      if (!isFailure(error, "sign.serial-taken")) throw error;
      taken = error;
    }
  }
  throw taken ?? new Failure("internal", { eventId: "" });
}

/** Runs the work that follows an intent; when it fails, the intent is ended too, and only a crash leaves one open. */
export async function underIntent<T>(store: Store, intent: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The caller is told the first error.
    await store.dropIntent(intent).catch(() => undefined);
    throw error;
  }
}
