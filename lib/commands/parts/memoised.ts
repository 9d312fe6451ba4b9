import type { Store } from "../ports/store.ts";

/** The reads of the inventory that plans and chains need. */
export type InventoryReads = Pick<
  Store,
  | "item"
  | "file"
  | "firstFile"
  | "filesOf"
  | "certificatesBySubject"
  | "formerCertificates"
  | "revocationLists"
  | "listedAuthorities"
  | "trustMarks"
>;

/**
 * The same reads, each asked once: the identities of a deployment share their issuers, and the services of a page share
 * both. For one command and no longer, since it never hears of a change.
 */
export function memoisedReads(store: InventoryReads): InventoryReads {
  const textOf = (key: Uint8Array): string => Buffer.from(key).toString("latin1");
  return {
    item: once((name: string) => store.item(name)),
    file: once((name: string) => store.file(name)),
    firstFile: once(
      (names: readonly string[]) => store.firstFile(names),
      (names) => names.join("/"),
    ),
    filesOf: once((name: string) => store.filesOf(name)),
    revocationLists: once(
      (names: readonly Uint8Array[]) => store.revocationLists(names),
      (names) => names.map(textOf).toSorted().join("/"),
    ),
    listedAuthorities: once(
      (keys: readonly string[]) => store.listedAuthorities(keys),
      (keys) => keys.toSorted().join("/"),
    ),
    trustMarks: once(
      (sha256s: readonly string[]) => store.trustMarks(sha256s),
      (sha256s) => sha256s.join("/"),
    ),
    formerCertificates: once((name: Uint8Array) => store.formerCertificates(name), textOf),
    certificatesBySubject: once((name: Uint8Array) => store.certificatesBySubject(name), textOf),
  };
}

function once<K, T>(read: (key: K) => Promise<T>, keyOf: (key: K) => unknown = (key) => key): (key: K) => Promise<T> {
  const known = new Map<unknown, Promise<T>>();
  return (key) => {
    const place = keyOf(key);
    const found = known.get(place) ?? read(key);
    known.set(place, found);
    return found;
  };
}
