import { Failure } from "../error-codes.ts";
import type { Inspection, InspectedElement } from "../../pki/inspect/types.ts";
import type { Context } from "../command.ts";
import type { FileKind } from "../ports/files.ts";
import { fileContent } from "./content.ts";
import { type Extension, requireFile } from "./stored.ts";

/** `sha256:<64 hexadecimal digits>`: one certificate of the inventory, also when it has no file of its own. */
const byFingerprint = /^sha256:([0-9a-f]{64})$/i;

/** True for the content of a file, where a stored name might stand too: an armour, a line break, or too long for a name. */
export function isContent(given: string): boolean {
  return given.includes("-----BEGIN ") || given.length > 200 || /[\r\n]/.test(given.trim());
}

/** A stored name as the audit log may have it; null for what was pasted or uploaded. */
export function storedNameOf(given: string | undefined): string | null {
  return given === undefined || isContent(given) ? null : given;
}

export interface GivenFile {
  /** Null for what was pasted or uploaded. */
  readonly fileName: string | null;
  readonly elements: readonly InspectedElement[];
}

/**
 * Reads a stored name, a fingerprint, or the content itself (PEM, base64 of DER) as `inspect` does; certificates of a
 * PKCS#7 stand among the elements.
 * @throws Failure `file.not-found`, `file.wrong-kind`, and the errors of reading.
 */
export async function readGivenFile(
  { store, reader, clock }: Pick<Context, "store" | "reader" | "clock">,
  given: string,
  {
    extensions,
    kinds,
    passphrase,
  }: {
    readonly extensions: readonly Extension[];
    readonly kinds: readonly FileKind[];
    readonly passphrase?: string;
  },
): Promise<GivenFile> {
  const options = { now: clock.now(), ...(passphrase === undefined ? {} : { passphrase }) };
  const look = async (bytes: Uint8Array, fileName: string | null) => ({
    fileName,
    elements: elementsIn(await reader.inspect(bytes, options)),
  });
  if (isContent(given)) return look(new TextEncoder().encode(given), null);
  const [, sha256] = byFingerprint.exec(given) ?? [];
  if (sha256 !== undefined) {
    const record = await store.certificateBySha256(sha256.toLowerCase());
    if (record === null) throw new Failure("file.not-found", { fileName: given, nearest: null });
    return look(record.der, record.fileName ?? given);
  }
  const file = await requireFile(store, given, extensions, kinds);
  return look(fileContent(file).bytes, file.fileName);
}

function elementsIn({ elements }: Inspection): readonly InspectedElement[] {
  return elements.flatMap((element) =>
    element.kind === "pkcs7" && element.card !== null ? element.card.certificates : [element],
  );
}
