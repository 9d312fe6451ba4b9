import { Failure } from "../../error-codes.ts";
import { failureOfElement, failureOfPart } from "../../../pki/files/part-failure.ts";
import { type Passphrase, pathText } from "../../../pki/files/unpack-options.ts";
import type { Context } from "../../command.ts";
import type { FileKind } from "../../ports/files.ts";
import type { OpenedElement, OpenedFile } from "../../ports/reader.ts";
import type { SealedKey } from "../../ports/vault.ts";
import { sshLine } from "./files-to-store.ts";
import type { HeldItem, HeldLocked, HeldNote, HeldRefusal, HeldReview } from "../../ports/reviews.ts";

const mostItems = 1000;

/** Everything that was found, object by object; what is in several places is there once. */
export class Collection {
  readonly #items: HeldItem[] = [];
  readonly #locked: HeldLocked[] = [];
  readonly #refused: HeldRefusal[] = [];
  readonly #notes: HeldNote[] = [];
  readonly #seen = new Set<string>();
  #lastId: number;

  constructor(former?: HeldReview) {
    this.#lastId = former?.lastId ?? 0;
    for (const item of former?.items ?? []) this.#remember(item);
    this.#refused.push(...(former?.refused ?? []));
    this.#notes.push(...(former?.notes ?? []));
  }

  held(): HeldReview {
    return {
      items: this.#items,
      locked: this.#locked,
      refused: this.#refused,
      notes: this.#notes,
      lastId: this.#lastId,
    };
  }

  addFile({ path, fileName, elements, unread, notes, failure }: OpenedFile): void {
    if (failure !== null) this.#refused.push({ path, failure });
    this.#notes.push(...notes.map((note) => ({ path, note })));
    const isPart = elements.length > 0;
    for (const part of unread)
      this.#refused.push({ path, line: part.line, label: part.label, failure: failureOfPart(part), isPart });
    const isAlone = unread.length === 0 && elements.filter(({ element }) => element.kind !== "parameters").length === 1;
    const before = { items: this.#items.length, refused: this.#refused.length };
    for (const each of elements) this.#addElement(path, fileName, each, isAlone);
    this.#markParts(before, unread.length > 0);
  }

  /** Of a file with something that cannot be read, each other thing is a part. */
  #markParts(before: { readonly items: number; readonly refused: number }, isBroken: boolean): void {
    const isDamaged = this.#refused.slice(before.refused).some(({ failure }) => failure.code === "part.unreadable");
    if (!isBroken && !isDamaged) return;
    for (let at = before.items; at < this.#items.length; at++)
      this.#items[at] = { ...this.#items[at]!, isPart: true, isAlone: false };
    if (this.#items.length === before.items) return;
    for (let at = before.refused; at < this.#refused.length; at++)
      this.#refused[at] = { ...this.#refused[at]!, isPart: true };
  }

  #addElement(path: readonly string[], fileName: string, opened: OpenedElement, isAlone: boolean): void {
    const { element, spki, sealed, encryption, contents, failure } = opened;
    const { kind } = element;
    const add = (as: FileKind, bytes: Uint8Array, key: SealedKey | null = null) =>
      this.#add({
        path,
        kind: as,
        bytes,
        sealed: key,
        spki: spki ?? key?.spki ?? null,
        label: null,
        isAlone,
        encryption,
      });
    if (sealed?.isLocked === false) return void add("key", new Uint8Array(), sealed);
    if (contents !== null) this.#addContents(path, opened);
    const isLocked =
      kind === "locked-key" ||
      (kind === "pkcs12" && contents === null) ||
      (kind === "keystore" && contents !== null && contents.lockedKeys.length > 0);
    if (isLocked && sealed !== null && encryption !== null)
      return this.#addLocked(path, fileName, { ...opened, sealed }, isAlone);
    if (contents !== null) return;
    const place = { path, line: element.line, label: element.label ?? "" };
    if (failure !== null)
      return void this.#refused.push({ ...place, failure: isAlone ? failure : failureOfElement(element, failure) });
    if (kind === "certificate" || kind === "csr" || kind === "crl" || kind === "public-key")
      return void add(kind, element.bytes);
    if (kind === "ssh-public-key") return void add(kind, sshLine(element));
    if (kind !== "parameters")
      this.#refused.push({ ...place, failure: { code: "file.not-kept", facts: { fileName, kind } } });
  }

  #addContents(path: readonly string[], { element, contents }: OpenedElement): void {
    const { keys, certificates, crls, lockedKeys, skipped } = contents!;
    const of = { path, isAlone: false, encryption: null };
    for (const { sealed, spki, name } of keys) {
      if (sealed === null)
        this.#refused.push({ path, isPart: true, failure: { code: "key.unsupported", facts: { label: name ?? "" } } });
      else
        this.#add({
          ...of,
          kind: "key",
          bytes: new Uint8Array(),
          sealed,
          spki,
          label: name,
        });
    }
    for (const { der, name } of certificates)
      this.#add({ ...of, kind: "certificate", bytes: der, sealed: null, spki: null, label: name });
    for (const type of new Set(skipped))
      this.#refused.push({
        path,
        isPart: true,
        failure: {
          code: "container.part-left-out",
          facts: { type, count: skipped.filter((each) => each === type).length },
        },
      });
    // A key store is tried again with other passphrases; PKCS#12 has one for everything.
    if (element.kind === "pkcs12")
      for (const { name } of lockedKeys)
        this.#refused.push({
          path,
          isPart: true,
          failure: { code: "container.key-left-locked", facts: { name: name ?? "" } },
        });
    for (const der of crls) this.#add({ ...of, kind: "crl", bytes: der, sealed: null, spki: null, label: null });
  }

  /**
   * Keeps a locked file at hand; a key can be stored as it is, a key store cannot, since nothing here would open it
   * later.
   */
  #addLocked(
    path: readonly string[],
    fileName: string,
    { element, encryption, failure, spki, sealed }: OpenedElement & { readonly sealed: SealedKey },
    isAlone: boolean,
  ): void {
    const kind = element.kind as HeldLocked["kind"];
    const item =
      kind === "keystore"
        ? null
        : this.#add({ path, kind, bytes: new Uint8Array(), sealed, spki, label: null, isAlone, encryption });
    this.#locked.push({ path, fileName, sealed, kind, encryption: encryption ?? "", failure, item });
  }

  #add(item: Omit<HeldItem, "id">): string | null {
    if (this.#items.length >= mostItems)
      throw new Failure("zip.too-many-entries", { entries: this.#items.length + 1, limit: mostItems });
    const id = String((this.#lastId += 1));
    return this.#remember({ ...item, id }) ? id : null;
  }

  /** A chain stands in many containers: its certificates are one item each. */
  #remember(item: HeldItem): boolean {
    const identity = item.kind === "key" ? item.spki : item.sealed === null ? item.bytes : null;
    const seen = `${item.kind} ${identity === null ? (item.sealed?.contentSha256 ?? item.id) : Buffer.from(identity).toString("base64")}`;
    if (this.#seen.has(seen)) return false;
    this.#seen.add(seen);
    this.#items.push(item);
    return true;
  }
}

/** Tries passphrases on what is still locked; what opens takes the place of what stood for it. */
export async function openLocked(
  { reader }: Context,
  former: HeldReview,
  passphrases: readonly Passphrase[],
): Promise<HeldReview> {
  const standing = new Set(former.locked.map(({ item }) => item));
  const collection = new Collection({ ...former, items: former.items.filter(({ id }) => !standing.has(id)) });
  for (const { path, fileName, sealed } of former.locked) {
    const own = passphrases
      .filter((each) => each.path === undefined || each.path === pathText(path))
      .map(({ passphrase }) => ({ passphrase }));
    const opened = await reader.unpackSealed({ name: fileName, sealed }, { passphrases: own, triesEmpty: false });
    collection.addFile({ ...opened, path });
  }
  return collection.held();
}
