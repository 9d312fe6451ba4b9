import { Failure } from "../error-codes.ts";
import type { StoredFile } from "../ports/files.ts";
import type { Store } from "../ports/store.ts";
import { keyAlgorithms } from "./key-algorithm.ts";
import { nearest } from "./nearest.ts";
import { servicesUsing } from "./services-using.ts";
import { findFile } from "./stored.ts";

/**
 * The stored key that a person named where a kind of key could stand too.
 * @throws Failure `csr.key-unknown`, `file.wrong-kind`.
 */
export async function requireKey(store: Store, name: string): Promise<StoredFile> {
  const file = await findFile(store, name, [".key", ".pem"]);
  if (file === null) {
    const known = await store.fileNames(name.slice(0, 2), 200);
    throw new Failure("csr.key-unknown", {
      key: name,
      kinds: keyAlgorithms,
      nearest: nearest(name, [...keyAlgorithms, ...known.filter((each) => each.endsWith(".key"))]),
    });
  }
  if (file.kind !== "key" && file.kind !== "locked-key")
    throw new Failure("file.wrong-kind", { fileName: file.fileName, kind: file.kind, wanted: "key" });
  return file;
}

/**
 * The name under which a request for this key goes: that of the key itself, or one that nothing has yet.
 * @throws Failure `name.in-use`
 */
export async function requireFreeForRequest(store: Store, name: string, key: StoredFile): Promise<void> {
  const files = await store.filesOf(name);
  const isFree = name === key.basename ? files.every(({ kind }) => kind !== "csr") : files.length === 0;
  if (isFree) return;
  const fileNames = files.map(({ fileName }) => fileName);
  throw new Failure("name.in-use", { name, fileNames, services: await servicesUsing(store, name) });
}
