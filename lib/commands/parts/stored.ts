import { Failure } from "../error-codes.ts";
import { nearest } from "./nearest.ts";
import type { FileKind, StoredFile } from "../ports/files.ts";
import type { ItemRow } from "../ports/items.ts";
import type { Store } from "../ports/store.ts";

/** The file endings that a name without one may stand for, in the order in which they are looked for. */
export type Extension = ".key" | ".csr" | ".crt" | ".pem" | ".cer" | ".p7b" | ".crl" | ".p12" | ".pfx" | ".pub";

/**
 * The stored file that a person named, `dbserver` or `dbserver.csr`.
 * @throws Failure `file.not-found` with the nearest name; `file.wrong-kind`.
 */
export async function requireFile(
  store: Store,
  name: string,
  extensions: readonly Extension[],
  kinds: readonly FileKind[] | null,
): Promise<StoredFile> {
  const file = await findFile(store, name, extensions);
  if (file === null)
    throw new Failure("file.not-found", {
      fileName: missingName(name, extensions),
      nearest: await nearestName(store, name),
    });
  if (kinds !== null && !kinds.includes(file.kind)) {
    throw new Failure("file.wrong-kind", { fileName: file.fileName, kind: file.kind, wanted: kinds.join("|") });
  }
  return file;
}

export async function findFile(
  store: Pick<Store, "firstFile">,
  name: string,
  extensions: readonly Extension[],
): Promise<StoredFile | null> {
  return store.firstFile([name, ...extensions.map((extension) => name + extension)]);
}

/**
 * The name of the inventory that a person meant, by itself or by one of its files.
 * @throws Failure `file.not-found` with the nearest name.
 */
export async function requireItem(store: Store, name: string): Promise<ItemRow> {
  const row = await store.item(name);
  if (row !== null) return row;
  const file = await store.file(name);
  const owner = file === null ? null : await store.item(file.basename);
  if (owner === null) throw new Failure("file.not-found", { fileName: name, nearest: await nearestName(store, name) });
  return owner;
}

function missingName(name: string, extensions: readonly Extension[]): string {
  const hasExtension = /\.[a-z0-9]{2,4}$/i.test(name);
  return hasExtension || extensions[0] === undefined ? name : name + extensions[0];
}

/** A typing slip is rarely in the first letters, so the neighbours in order of name are enough. */
async function nearestName(store: Store, name: string): Promise<string | null> {
  const fileNames = [...(await store.fileNames(name.slice(0, 2), 200)), ...(await store.fileNames("", 200))];
  return (
    nearest(name, fileNames) ??
    nearest(
      name,
      fileNames.map((fileName) => fileName.replace(/\.[^.]+$/, "")),
    )
  );
}
