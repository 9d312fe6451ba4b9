import { type Archive, readArchive } from "../archive/archive.ts";
import { ArchiveBudget, type ArchiveEntry, archiveLimits } from "../archive/limits.ts";
import { Failure, isFailure } from "../failure.ts";
import { cappedNotes, inspectHeld, named } from "./container.ts";

import type { ArchiveCard, InspectedElement, KeystoreCard, Draft, Inspecting } from "./types.ts";
import { recogniseFile } from "../files/recognise.ts";
import type { Recognised } from "../files/recognised.ts";
import { openKeystoreKeys, requireReadable } from "../files/unpack-container.ts";

/** Archives and Java key stores: what they hold is inspected as if it stood alone, under the name that it has there. */

/** One budget for an archive and those in it, found again by the inspection that they are part of. */
const budgets = new WeakMap<object, ArchiveBudget>();

export async function inspectArchive(element: Recognised, work: Inspecting): Promise<Draft> {
  if (work.depth >= archiveLimits.nesting)
    throw new Failure("zip.nested", { fileName: "", limit: archiveLimits.nesting });
  const budget = budgets.get(work.nodes) ?? new ArchiveBudget();
  budgets.set(work.nodes, budget);
  const archive = readArchive("", element.bytes, budget);
  const entries: ArchiveCard["entries"][number][] = [];
  for (const entry of archive.entries) entries.push(await inspectEntry(entry, work));
  return {
    kind: archive.format,
    card: { type: typeOf(element, archive), entries },
    text: {
      label: "Archive",
      value: archive.format,
      children: entries.map(({ path, elements }) => ({ label: path, children: elements.map(({ text }) => text) })),
    },
    findings: [],
    notes: [],
  };
}

function typeOf({ detail }: Recognised, { format }: Archive): string {
  return detail === "gzip" && format === "tar" ? "tar.gz" : format;
}

async function inspectEntry(
  { path, bytes, failure }: ArchiveEntry,
  work: Inspecting,
): Promise<ArchiveCard["entries"][number]> {
  const entry = { path, size: bytes.length, elements: [], failure };
  if (failure !== null) return entry;
  try {
    const inner: Inspecting = { ...work, depth: work.depth + 1 };
    const elements: InspectedElement[] = [];
    const file = recogniseFile(bytes, path);
    for (const element of file.elements.slice(0, 50)) elements.push(await work.inspect(element, inner));
    // what was undone or left out of the entry stands at its first element: an entry has no notes of its own
    const [first, ...others] = elements;
    if (first === undefined) return entry;
    return { ...entry, elements: [{ ...first, notes: [...file.notes, ...first.notes] }, ...others] };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...entry, failure: { code: error.code, facts: error.facts } as InspectedElement["failure"] };
  }
}

/**
 * @throws Failure `keystore.wrong-passphrase` when the passphrase opens neither the store nor a key in it;
 * `keystore.*`.
 */
export async function inspectKeystore(element: Recognised, work: Inspecting): Promise<Draft> {
  const store = requireReadable(element);
  const { passphrase, now } = work.options;
  const passphrases = passphrase === undefined ? [] : [passphrase];
  const opened = openKeystoreKeys(store, passphrases);
  const isAccepted =
    passphrase === undefined || store.accepts(passphrase) || opened.some(({ pkcs8 }) => pkcs8 !== null);
  if (!isAccepted) throw new Failure("keystore.wrong-passphrase", {});
  const inner: Inspecting = { ...work, depth: work.depth + 1, options: { now } };
  const owned = store.entries.flatMap(({ alias, certificates }) => certificates.map((der) => ({ alias, der })));
  const held = await inspectHeld(
    owned.map(({ der }) => der),
    inner,
  );
  const keys: KeystoreCard["keys"][number][] = [];
  for (const { entry, pkcs8 } of opened) {
    const recognised: Recognised | null =
      pkcs8 === null
        ? null
        : { kind: "key", form: "pkcs8", bytes: pkcs8, label: null, headers: null, line: null, notes: [] };
    keys.push({
      alias: entry.alias,
      encryption: entry.encryption ?? "",
      element: recognised === null ? null : await work.inspect(recognised, inner),
    });
  }
  const certificates = held.map((each, at) => ({ alias: owned[at]!.alias, element: each }));
  return {
    kind: "keystore",
    card: { type: store.type, isLocked: keys.some((key) => key.element === null), keys, certificates },
    text: {
      label: "Keystore",
      value: store.type,
      children: [
        ...keys.map((key) =>
          key.element === null ? { label: "Locked Key", value: key.alias } : named("Key", key.alias, key.element.text),
        ),
        ...certificates.map(({ alias, element: { text } }) => named("Certificate", alias, text)),
      ],
    },
    findings: certificates.flatMap(({ element: { findings } }) => findings),
    notes: cappedNotes(owned.length),
  };
}
