import type { Store } from "../../ports/store.ts";
import { bareName, fileNameFor } from "../file-kinds.ts";
import type { HeldItem } from "../../ports/reviews.ts";
import { isNameOfEveryAnswer, nameFrom } from "./own-names.ts";

/** Where an item would go, before a person says otherwise. */
export interface Place {
  readonly fileName: string;
  /** True when it goes beside its key or request, whatever it is called. */
  readonly follows: boolean;
}

export interface Spoken {
  readonly item: HeldItem;
  /** Common name, subject or the like; "" when it has none. */
  readonly name: string;
  readonly spkiSha256: string | null;
  /** Where the same content is already. */
  readonly duplicateOf: string | null;
  /** Names that hold the same public key in the inventory. */
  readonly stored: readonly { readonly fileName: string; readonly basename: string; readonly kind: string }[];
}

/**
 * One name for each public key: of what is stored with it, else of the file that it came alone in, else its own
 * (friendly name, common name). Names that are taken get a number.
 */
export async function placesOf(store: Store, all: readonly Spoken[]): Promise<ReadonlyMap<string, Place>> {
  const stems = new Map<string, string>();
  const taken = new Set<string>();
  const places = new Map<string, Place>();
  for (const each of all) {
    const { item, spkiSha256 } = each;
    const partner = partnerOf(each);
    const stem = (spkiSha256 === null ? undefined : stems.get(spkiSha256)) ?? partner ?? stemOf(each, all);
    const follows =
      item.kind === "certificate" &&
      (partner !== null ||
        all.some(
          (other) => other.spkiSha256 === spkiSha256 && (other.item.kind === "key" || other.item.kind === "csr"),
        ));
    const free =
      partner === null || item.kind !== "certificate" ? await freeName(store, stem, each, taken) : `${partner}.crt`;
    taken.add(free);
    if (spkiSha256 !== null && !stems.has(spkiSha256)) stems.set(spkiSha256, free.replace(/\.[^.]+$/, ""));
    places.set(item.id, { fileName: free, follows });
  }
  return places;
}

/** The name of the request, else of the key, that waits for a certificate of this public key. */
function partnerOf({ stored }: Spoken): string | null {
  return (stored.find(({ kind }) => kind === "csr") ?? stored.find(({ kind }) => kind === "key"))?.basename ?? null;
}

function stemOf({ item, name }: Spoken, all: readonly Spoken[]): string {
  const file = nameFrom(bareName(item.path.at(-1)?.split("/").at(-1) ?? ""));
  if (item.isAlone && file !== "" && !isNameOfEveryAnswer(file)) return file;
  const keysThere = all.filter(
    (other) => other.item.kind === "key" && other.item.path.join("/") === item.path.join("/"),
  );
  const isTheIdentity =
    keysThere.length === 1 &&
    keysThere[0]!.item.spki !== null &&
    item.spki !== null &&
    Buffer.from(keysThere[0]!.item.spki).equals(Buffer.from(item.spki));
  if (isTheIdentity && file !== "") return file;
  return nameFrom(item.label ?? "") || nameFrom(name) || file || "imported";
}

async function freeName(
  store: Store,
  stem: string,
  { item, duplicateOf }: Spoken,
  taken: ReadonlySet<string>,
): Promise<string> {
  const named = (n: number): string => fileNameFor(n === 1 ? stem : `${stem}-${n}`, item.kind);
  for (let n = 1; n < 1000; n++) {
    const fileName = named(n);
    if (!taken.has(fileName) && (duplicateOf === fileName || (await store.file(fileName)) === null)) return fileName;
  }
  return named(1);
}
