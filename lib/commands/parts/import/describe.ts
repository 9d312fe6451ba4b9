import { readCertificate } from "../../../pki/x509/certificate.ts";
import { readCrl } from "../../../pki/x509/crl.ts";
import { readRequest } from "../../../pki/x509/csr.ts";
import type { EntryFailure } from "../../../pki/archive/limits.ts";
import type { Note } from "../../../pki/asn1/element.ts";
import type { CommandErrorCode, CommandErrorFacts } from "../../error-codes.ts";
import { certificateCard, crlCard, requestCard } from "../../../pki/inspect/card.ts";
import { publicKeyId, readPublicKeyFacts } from "../../../pki/keys/public-key.ts";
import { pathText } from "../../../pki/files/unpack-options.ts";
import type { Context } from "../../command.ts";
import type { FileKind, NewFile } from "../../ports/files.ts";
import { servicesUsing } from "../services-using.ts";
import type { HeldItem, HeldReview } from "../../ports/reviews.ts";
import type { Finding } from "../../../pki/checks/finding.ts";
import { bareName } from "../file-kinds.ts";
import { graveKeyFindings } from "./key-findings.ts";
import { lockedKeysHere, ownNameFirst } from "./locked-keys.ts";
import { placesOf, type Spoken } from "./proposed-names.ts";

export interface ReviewItem {
  readonly item: string;
  readonly path: string;
  readonly kind: FileKind;
  /** Common name, or what else there is to speak of; "" of a key that is locked. */
  readonly name: string;
  readonly issuer: string | null;
  readonly notAfter: string | null;
  readonly keyLabel: string | null;
  readonly isAuthority: boolean;
  /** Something else of its file could not be read: it is among `refused`. */
  readonly isPart: boolean;
  /** How it is locked; null when it is open. */
  readonly encryption: string | null;
  readonly outcome: "new" | "duplicate";
  /** Where the same content is already. */
  readonly duplicateOf: string | null;
  /** The name that it would get; `follows` when it goes beside its key or request instead. */
  readonly fileName: string;
  readonly follows: boolean;
  /** The live file with other content that the proposed name would replace, and the services that use its name. */
  readonly replaces: string | null;
  readonly services: readonly string[];
  /** Files with the same public key: file names of the inventory, items of this review. */
  readonly pairsWithStored: readonly string[];
  readonly pairsWithItems: readonly string[];
  /** Its issuer: file names of the inventory, items of this review. */
  readonly issuersStored: readonly string[];
  readonly issuersItems: readonly string[];
  /** Of a certificate whose key is not known here: stored keys under a passphrase that may be it, at most five. */
  readonly lockedKeys: readonly string[];
  /** Of a key or a request: why it should be replaced. */
  readonly keyFindings: readonly Finding[];
}

export interface ReviewLocked {
  readonly path: string;
  readonly kind: "pkcs12" | "keystore" | "locked-key";
  readonly encryption: string;
  readonly failure: EntryFailure | null;
}

export interface ReviewReport {
  readonly review: string;
  readonly expiresAt: string;
  readonly items: readonly ReviewItem[];
  readonly locked: readonly ReviewLocked[];
  /** How files were read: what was undone, mended or left out. */
  readonly notes: readonly { readonly path: string; readonly note: Note }[];
  readonly refused: readonly {
    readonly path: string;
    /** Of a part of the file: its line, null where there is none, and the label of its PEM block. */
    readonly line: number | null;
    readonly label: string;
    /** Other parts of the file can be stored. */
    readonly isPart: boolean;
    readonly code: CommandErrorCode;
    readonly params: CommandErrorFacts[CommandErrorCode];
  }[];
}

interface Facts {
  readonly name: string;
  readonly issuer: string | null;
  readonly notAfter: string | null;
  readonly isAuthority: boolean;
  readonly spki: Uint8Array | null;
  readonly subjectDer: Uint8Array | null;
  readonly issuerDer: Uint8Array | null;
}

/** Describes the contents of a review, held against the inventory as it is now and against each other. */
export async function describeReview(
  context: Context,
  held: HeldReview,
): Promise<Omit<ReviewReport, "review" | "expiresAt">> {
  const { store, clock } = context;
  const known: (Spoken & { readonly facts: Facts })[] = [];
  for (const item of held.items) {
    const facts = factsOf(item, clock.now());
    const spkiSha256 = facts.spki === null ? null : publicKeyId(facts.spki);
    const same = spkiSha256 === null ? [] : await store.filesByPublicKey(spkiSha256);
    const stored = same.map(({ fileName, basename, kind }) => ({ fileName, basename, kind }));
    known.push({
      item,
      facts,
      name: facts.name,
      spkiSha256,
      stored,
      duplicateOf: await store.identical(asNewFile(item, "x")),
    });
  }
  const places = await placesOf(store, known);
  const isKeyless = ({ item, facts, stored, spkiSha256 }: (typeof known)[number]): boolean =>
    item.kind === "certificate" &&
    !facts.isAuthority &&
    !stored.some(({ kind }) => kind === "key") &&
    !known.some((other) => other.item.kind === "key" && other.spkiSha256 === spkiSha256);
  const lockedKeys = known.some(isKeyless) ? await lockedKeysHere(store) : [];
  const items: ReviewItem[] = [];
  for (const each of known) {
    const { item, facts, spkiSha256, duplicateOf } = each;
    const place = places.get(item.id)!;
    const others = known.filter((other) => other !== each);
    // What answers the request of a renewal takes its place without a question.
    const isAnswer = item.kind === "certificate" && (await store.isAwaited(place.fileName, item.bytes));
    const isTaken = duplicateOf === null && !isAnswer && (await store.file(place.fileName)) !== null;
    const replaces = isTaken ? place.fileName : null;
    items.push({
      item: item.id,
      path: pathText(item.path),
      kind: item.kind,
      name: facts.name,
      issuer: facts.issuer,
      notAfter: facts.notAfter,
      keyLabel: facts.spki === null ? null : readPublicKeyFacts(facts.spki).label,
      isAuthority: facts.isAuthority,
      isPart: item.isPart === true,
      encryption: item.encryption,
      outcome: duplicateOf === null ? "new" : "duplicate",
      duplicateOf,
      fileName: place.fileName,
      follows: place.follows,
      replaces,
      services: replaces === null ? [] : await servicesUsing(store, replaces),
      pairsWithStored: each.stored.map(({ fileName }) => fileName).filter((fileName) => fileName !== duplicateOf),
      pairsWithItems:
        spkiSha256 === null
          ? []
          : others.filter((other) => other.spkiSha256 === spkiSha256).map((other) => other.item.id),
      issuersStored:
        facts.issuerDer === null
          ? []
          : (await store.certificatesBySubject(facts.issuerDer)).flatMap(({ fileName }) =>
              fileName === null || fileName === duplicateOf ? [] : [fileName],
            ),
      issuersItems: others
        .filter((other) => isSame(other.facts.subjectDer, facts.issuerDer))
        .map((other) => other.item.id),
      lockedKeys: isKeyless(each) ? ownNameFirst(bareName(place.fileName), lockedKeys) : [],
      keyFindings: item.kind === "csr" || item.kind === "key" ? graveKeyFindings(facts.spki) : [],
    });
  }
  return {
    items,
    locked: held.locked.map(({ path, kind, encryption, failure }) => ({
      path: pathText(path),
      kind,
      encryption,
      failure,
    })),
    notes: (held.notes ?? []).map(({ path, note }) => ({ path: pathText(path), note })),
    refused: held.refused.map(({ path, line = null, label = "", isPart = false, failure }) => ({
      path: pathText(path),
      line,
      label,
      isPart,
      code: failure.code,
      params: failure.facts,
    })),
  };
}

/** As the store takes it. */
export function asNewFile({ kind, bytes, sealed }: HeldItem, fileName: string): NewFile {
  return { fileName, kind, bytes, ...(sealed === null ? {} : { sealed }) };
}

function isSame(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one !== null && other !== null && Buffer.compare(one, other) === 0;
}

function factsOf(item: HeldItem, now: Date): Facts {
  const none = {
    name: item.label ?? "",
    issuer: null,
    notAfter: null,
    isAuthority: false,
    spki: item.spki,
    subjectDer: null,
    issuerDer: null,
  };
  if (item.kind === "certificate") {
    const certificate = readCertificate(item.bytes);
    const card = certificateCard(certificate, now);
    return {
      name: card.name,
      issuer: card.issuerName,
      notAfter: card.notAfter,
      isAuthority: card.isAuthority,
      spki: certificate.spki,
      subjectDer: certificate.subject.der,
      issuerDer: card.isSelfIssued ? null : certificate.issuer.der,
    };
  }
  if (item.kind === "csr") {
    const request = readRequest(item.bytes);
    return { ...none, name: requestCard(request).name, spki: request.spki };
  }
  if (item.kind === "crl") {
    const crl = readCrl(item.bytes);
    return { ...none, name: crlCard(crl, now).issuerName, issuerDer: crl.issuer.der };
  }
  return none;
}
