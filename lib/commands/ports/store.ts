import type { AuditActor, AuditPage, AuditQuery } from "./audit.ts";
import type {
  AddFilesOptions,
  AddFilesResult,
  BundleAlarm,
  CertificateRecord,
  FormerCertificate,
  GenerationRow,
  NewFile,
  StoredFile,
  StoredList,
  StoredMember,
} from "./files.ts";
import type {
  Counts,
  Facets,
  ItemRow,
  LabelChange,
  LabelResult,
  ListPage,
  ListQuery,
  NameUses,
  SavedView,
} from "./items.ts";
import type { Templates } from "./templates.ts";
import type { AuthorityRows } from "./authorities.ts";
import type { Rights } from "./rights.ts";
import type { Trust } from "./trust.ts";
import type { Revocations } from "./revocations.ts";
import type { DueCounts, Ending } from "./endings.ts";
import type { Example } from "./example.ts";
import type { KeyPage, KeyQuery } from "./keys.ts";
import type { OfflineRequests } from "./offline.ts";
import type { Services } from "./services.ts";
import type { Settings } from "./settings.ts";
import type { FoundFiles, SuggestionQuery } from "./suggestions.ts";
import type { SealedKey } from "./vault.ts";

/** What a renewal stores, and what it was decided on. */
export interface Renewal {
  readonly basename: string;
  readonly former: { readonly fileName: string; readonly sha256: string };
  /** SHA-256 of the live request; null without one. */
  readonly formerRequest: string | null;
  readonly key: NewFile | null;
  readonly request: NewFile | null;
  readonly certificate: { readonly file: NewFile; readonly intentId: string } | null;
}

/** A service whose inputs mention the old name, as it is to be stored. */
export interface RenamedService {
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Ids of marked steps that speak of a file of the name, and their ids from now on. */
  readonly steps: readonly { readonly from: string; readonly to: string }[];
  /** When it was last changed as far as the caller knows. */
  readonly since: Date;
}

/**
 * The store. Every mutating method is one transaction, keeps the counters and the search names, and ends the audit
 * event of the running command in the same transaction (the gate binds the store to that event).
 */
export interface Store
  extends Services, Revocations, Example, Templates, AuthorityRows, Settings, OfflineRequests, Trust, Rights {
  // ---- reading
  /** A text that is another one after anything stored has changed: what was read since it was asked holds as long. */
  stamp(): Promise<string>;
  list(query: ListQuery): Promise<ListPage>;
  counts(): Promise<Counts>;
  due(now: Date): Promise<DueCounts>;
  /** A text that is another one after an event of the audit log has begun or ended. */
  lastEvent(): Promise<string>;
  /** What ends between two instants, the first first; those of a batch, or of an issuer on one day, are one row. */
  endings(from: Date, until: Date): Promise<readonly Ending[]>;
  /** Distinct issuers, key algorithms and labels for the filter menus, at most 200 each. */
  facets(): Promise<Facets>;
  /** The saved views of a person, the oldest first. */
  views(userId: string): Promise<readonly SavedView[]>;
  /** Every file name, for completion and `pki list`, in order of name; at most `limit` after `after`. */
  fileNames(prefix: string, limit: number): Promise<readonly string[]>;
  file(fileName: string): Promise<StoredFile | null>;
  /** Those of these file names that there are, at most 200, in order of name. */
  filesNamed(fileNames: readonly string[]): Promise<readonly StoredFile[]>;
  /** Files for a field that asks for one, the nearest name first. */
  suggestions(query: SuggestionQuery): Promise<FoundFiles>;
  /** The first of these file names that there is: one question for `x`, `x.crt`, `x.cer` and `x.pem`. */
  firstFile(fileNames: readonly string[]): Promise<StoredFile | null>;
  /** All current files of one name. */
  filesOf(basename: string): Promise<readonly StoredFile[]>;
  item(basename: string): Promise<ItemRow | null>;
  generations(basename: string): Promise<readonly GenerationRow[]>;
  generation(basename: string, number: number): Promise<Uint8Array | null>;
  /** Those of these names that new files cannot have: there is an item of the name, or a file `<name>.key .csr .crt`. */
  takenNames(names: readonly string[]): Promise<readonly string[]>;
  /**
   * Names with a key and a request or certificate of which one common name or alternative name is among these, the
   * newest first.
   */
  identitiesNamed(names: readonly string[], limit: number): Promise<readonly string[]>;
  filesByPublicKey(spkiSha256: string): Promise<readonly StoredFile[]>;
  /**
   * The authorities among these names, of items or of their files: every public key under them that a stored certificate
   * calls one (CA:TRUE). `id` is the SHA-256 of SubjectPublicKeyInfo, hex.
   */
  authorities(names: readonly string[]): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** The name under which this content is here already. */
  identical(file: NewFile): Promise<string | null>;
  certificateBySha256(sha256: string): Promise<CertificateRecord | null>;
  /** Certificates (current, not deleted) whose subject name equals this DER Name (RFC 5280 §7.1 comparison). */
  certificatesBySubject(name: Uint8Array): Promise<readonly CertificateRecord[]>;
  /** The same among the earlier generations of every name, the newest first, at most 20. */
  formerCertificates(name: Uint8Array): Promise<readonly FormerCertificate[]>;
  /** The current revocation lists of these issuers, stored or signed here: DER Names, compared by RFC 5280 §7.1. */
  revocationLists(issuers: readonly Uint8Array[]): Promise<readonly StoredList[]>;
  /** The members of a stored bundle or PKCS#7, in order. */
  bundleMembers(fileName: string): Promise<readonly StoredMember[]>;
  /**
   * Stored bundles with a member that has ended, was replaced, or ends within 30 days and is stored nowhere else; the
   * worst first.
   */
  bundleAlarms(limit: number): Promise<readonly BundleAlarm[]>;
  /** Every content that a file other than a certificate's has had, the newest first. */
  fileGenerations(fileName: string): Promise<readonly GenerationRow[]>;
  fileGeneration(fileName: string, number: number): Promise<Uint8Array | null>;
  /** Certificates that were issued by the certificate of this file name, first `limit`. */
  issuedBy(basename: string, limit: number): Promise<readonly ItemRow[]>;
  /**
   * Files that lose something with it: certificates issued by its key, bundles that hold it. Services: `serviceUses`.
   */
  dependents(fileName: string): Promise<readonly string[]>;
  audit(query: AuditQuery): Promise<AuditPage>;
  /** Everyone who stands in the audit log, in the order of their names there; the first 500. */
  auditActors(): Promise<readonly AuditActor[]>;
  /** Who asked for requests that were stored at an instant, by the name of the item: a person, or a token by its name. */
  askers(
    requests: readonly { readonly basename: string; readonly createdAt: Date }[],
  ): Promise<ReadonlyMap<string, string>>;
  /** What would miss each of these names, by name. `areTogether`: all of them would go, so that none is missed by another. */
  uses(
    basenames: readonly string[],
    options: { readonly areTogether: boolean },
  ): Promise<ReadonlyMap<string, NameUses>>;
  /** The private keys in order of name. @throws Failure `cursor.malformed` */
  keys(query: KeyQuery): Promise<KeyPage>;

  /**
   * A second certificate for one key, or another key's certificate under this name, is only made on purpose.
   * @throws Failure `sign.already-certified`, `sign.would-replace`.
   */
  requireUncertified(spkiSha256: string, fileName: string): Promise<void>;

  // ---- writing
  /** @throws Failure `name.in-use` when one of the file names is taken (unique index, so races are refused too). */
  create(files: readonly NewFile[]): Promise<void>;
  /**
   * Takes in uploaded files. A certificate goes to the name that holds its key or request (by public key); identical
   * content is recognised. @throws Failure `file.name-in-use` when another content has the name and `replace` is false.
   */
  add(files: readonly NewFile[], options: AddFilesOptions): Promise<AddFilesResult>;
  /**
   * A locked key became usable. @throws Failure `key.already-stored` when the same public key is stored under another
   * name.
   */
  unlockKey(fileName: string, key: SealedKey): Promise<void>;
  /**
   * The same key under another seal (`Vault.sealUnder`); the former seal is destroyed. @throws Failure `key.changed`,
   * `key.already-stored`
   */
  resealKey(fileName: string, key: SealedKey): Promise<void>;
  /** Replaces the content and kind of a file (pkcs12-to-ssh). */
  replaceFile(fileName: string, file: NewFile): Promise<void>;
  /** Makes an old generation the live one again. */
  restore(basename: string, generation: number): Promise<void>;
  /** The same for the file of a bundle or PKCS#7. @throws Failure `generation.not-found` */
  restoreFile(fileName: string, generation: number): Promise<void>;
  label(basenames: readonly string[], change: LabelChange): Promise<readonly LabelResult[]>;
  note(basename: string, note: string): Promise<void>;
  /** Puts names away or takes them back. Answers those that changed. */
  archive(basenames: readonly string[], isArchived: boolean): Promise<readonly string[]>;
  /** @throws Failure `view.too-many` */
  saveView(userId: string, view: SavedView): Promise<void>;
  /** @throws Failure `view.unknown` */
  removeView(userId: string, name: string): Promise<void>;
  /** Soft for certificates that a stored CA issued: hidden, never forgotten. */
  remove(fileName: string): Promise<void>;
  /**
   * The intent to sign, before there is a signature: reserves (issuer, serial). Does not end the audit event.
   * @throws Failure `sign.serial-taken` (the caller draws another).
   */
  recordIntent(intent: {
    issuerSpkiSha256: string;
    serialNumber: string;
    requestFileName: string;
    issuerFileName: string;
    /** The template that it is made by; null for a renewal. */
    template: { readonly name: string; readonly version: number } | null;
  }): Promise<string>;
  /** Ends an intent without a certificate. Does not end the audit event: the gate does, as failed. */
  dropIntent(intentId: string): Promise<void>;
  /**
   * Stores the signed certificate of an intent as `<basename>.crt` (a new generation when there is one). Returns its
   * file name.
   * @throws Failure as `requireUncertified` when it is not confirmed and another certificate was stored first, asked in
   * the transaction itself: the signature is then discarded.
   */
  completeIntent(
    intentId: string,
    certificate: Uint8Array,
    basename: string,
    options: {
      readonly isConfirmed: boolean;
      /** The request to an authority elsewhere that it answers, which ends with it; and who brought it. */
      readonly offline?: { readonly id: string; readonly by: string };
    },
  ): Promise<string>;
  /**
   * The next generation of a name: what is not null, all of it or nothing. Without a certificate the key waits beside
   * the live one until its certificate is stored.
   * @throws Failure `renewal.overtaken` when the live certificate or request is not the one that was read any more.
   */
  renew(renewal: Renewal): Promise<void>;
  /** True when this certificate (DER) answers the live request of a name whose file this is: no one has to agree. */
  isAwaited(fileName: string, certificate: Uint8Array): Promise<boolean>;
  /**
   * Gives a name, its files and all that mentions them another name; `services`: the inputs that mention it, rewritten.
   * @throws Failure `name.in-use`, `rename.in-use-by-batch`, `service.changed`.
   */
  rename(basename: string, to: string, services: readonly RenamedService[]): Promise<void>;
}
