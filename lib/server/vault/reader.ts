import "server-only";
import type { OpenedContents, OpenedElement, OpenedFile, OpenedKey, Reader } from "../../commands/ports/reader.ts";
import type { SealedKey } from "../../commands/ports/vault.ts";
import type { EntryFailure } from "../../pki/archive/limits.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { Failure } from "../error-codes.ts";
import type { Recognised } from "../../pki/files/recognised.ts";
import { failureOf, type UnpackedElement, type UnpackedFile } from "../../pki/files/unpack.ts";
import type { Contents } from "../../pki/files/unpack-container.ts";
import { readPrivateKeyDer } from "../../pki/keys/private-key.ts";
import type { ClearReader } from "./clear-reader.ts";
import { openSealed, sealFile, sealKey, sealOf, type SealingKey, wiping } from "./seal-content.ts";

/** The reader of the commands: what it opens is sealed before it answers. */
export function createReader({ clearReader, masterKey }: { clearReader: ClearReader; masterKey: SealingKey }): Reader {
  const sealFiles = (files: readonly UnpackedFile[]) => files.map((file) => sealFileParts(masterKey, file));
  return {
    inspect: (bytes, options) => clearReader.inspect(bytes, options),
    unpack: async (files, options) => sealFiles(await clearReader.unpack(files, options)),
    async unpackSealed({ name, sealed }, options) {
      const { recordId: id, ...cells } = sealOf(sealed);
      const use = { of: "held", identity: cells.contentSha256 ?? "" } as const;
      const bytes = openSealed(masterKey, { id, ...cells, use });
      if (bytes === null) throw new Failure("key.damaged-seal", { fileName: name });
      // Bytes of its own: a Buffer of node's pool would take its neighbours along to the thread.
      const own = wiping(bytes, (clear) => Uint8Array.from(clear));
      try {
        return sealFiles(await clearReader.unpack([{ name, bytes: own }], options))[0]!;
      } finally {
        own.fill(0);
      }
    },
  };
}

function sealFileParts(masterKey: SealingKey, { elements, ...file }: UnpackedFile): OpenedFile {
  const { path, fileName, unread, notes, raw, failure } = file;
  const sealed = elements.map((element) => sealElement(masterKey, element));
  return { path, fileName, elements: sealed, unread, notes, raw, failure };
}

function sealElement(masterKey: SealingKey, unpacked: UnpackedElement): OpenedElement {
  const { element, spki, encryption, contents, failure } = unpacked;
  const holdsKey = kindsWithKeys.has(element.kind);
  return {
    element: holdsKey ? { ...element, bytes: new Uint8Array(), headers: null } : element,
    spki,
    sealed: sealedPartOf(masterKey, unpacked),
    encryption,
    contents: contents === null ? null : sealContents(masterKey, contents),
    failure,
  };
}

const kindsWithKeys: ReadonlySet<Recognised["kind"]> = new Set(["key", "locked-key", "pkcs12", "keystore"]);

function sealedPartOf(
  masterKey: SealingKey,
  { element, spki, pkcs8, encryption, contents }: UnpackedElement,
): SealedKey | null {
  if (pkcs8 !== null && spki !== null) return sealKey(masterKey, { pkcs8, spki });
  if (element.kind === "pkcs12") return sealFile(masterKey, element.bytes, "pkcs12");
  if (element.kind === "keystore")
    return contents !== null && contents.lockedKeys.length > 0 ? sealFile(masterKey, element.bytes, "keystore") : null;
  return encryption === null ? null : sealFile(masterKey, lockedKeyFile(element), "locked-key");
}

/** A traditional locked key keeps its salt in the PEM headers, so the PEM itself is sealed. */
function lockedKeyFile({ headers, label, bytes }: Recognised): Uint8Array {
  if (headers === null || headers.size === 0) return bytes;
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\n`).join("");
  const [begin = "", ...rest] = writePem(label ?? "PRIVATE KEY", bytes).split("\n");
  return new TextEncoder().encode([begin, lines, ...rest].join("\n"));
}

function sealContents(masterKey: SealingKey, contents: Contents): OpenedContents {
  return { ...contents, keys: contents.keys.map((key) => sealHeldKey(masterKey, key)) };
}

function sealHeldKey(masterKey: SealingKey, { pkcs8, spki, name }: Contents["keys"][number]): OpenedKey {
  if (spki !== null) return { name, sealed: sealKey(masterKey, { pkcs8, spki }), spki, failure: null };
  return wiping(pkcs8, () => ({ name, sealed: null, spki: null, failure: whyUnusable(pkcs8) }));
}

/** The Failure of a key without a public half: of an algorithm that is not known here, or broken. */
function whyUnusable(pkcs8: Uint8Array): EntryFailure {
  try {
    readPrivateKeyDer(pkcs8).pkcs8.fill(0);
  } catch (error) {
    return failureOf(error);
  }
  throw new Error("a key was read that could not be read before");
}
