import type { TraditionalCipher } from "../pki/export.ts";
import type { BundleForm } from "../pki/bundle.ts";
import type { Inspection } from "../pki/inspect-types.ts";
import type { Pkcs12Profile } from "../pki/pkcs12-lock.ts";
import type { Pkcs12Proof } from "../pki/pkcs12-proof.ts";
import type { Pkcs12Content } from "../pki/pkcs12.ts";
import type { PrivateKeyReading } from "../pki/private-key.ts";
import type { KeyAlgorithm } from "../pki/public-key.ts";
import type { AttemptFacts, AttemptQuestion } from "../pki/rehearsal/attempt.ts";
import type { Signer } from "../pki/signer.ts";
import type { UnpackedFile, UnpackOptions } from "../pki/unpack.ts";
import type { HeldReview } from "./parts/review-held.ts";
import type { Role } from "./permission.ts";

/**
 * What commands ask of the world outside; lib/server implements it. Bytes are DER unless a field says otherwise.
 * Every mutating method is one transaction, keeps the counters and the search names, and ends the audit event of the
 * running command in the same transaction (the gate binds the store to that event).
 */

export interface Clock {
  now(): Date;
}
export interface Random {
  /** Cryptographically strong octets. */
  bytes(length: number): Uint8Array;
}

/** What a stored file is. The file name's extension follows from it (`.key .csr .crt`, or as uploaded). */
export type FileKind =
  | "key" // private key, PKCS#8, usable
  | "locked-key" // private key under a passphrase that we do not have
  | "csr"
  | "certificate"
  | "bundle" // several certificates in one PEM
  | "pkcs7"
  | "pkcs12"
  | "crl"
  | "public-key"
  | "ssh-public-key";

export interface StoredFile {
  readonly id: string;
  /** As the appliance would name it: `dbserver.key`. Unique. */
  readonly fileName: string;
  /** `dbserver`: the item (identity) it belongs to. */
  readonly basename: string;
  readonly kind: FileKind;
  /** Empty for `key` and `locked-key` and `pkcs12`: those bytes stay in the vault. DER, or the PEM/text as uploaded for bundle, pkcs7, ssh-public-key. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex; null where there is none or it is locked. */
  readonly spkiSha256: string | null;
  /** SPKI DER of keys, requests and certificates. */
  readonly spki: Uint8Array | null;
  readonly generation: number;
  readonly createdAt: Date;
  /** A bundle that was made here: as what. Null for everything else. */
  readonly madeAs: BundleForm | null;
}

export type ItemStatus =
  | "valid"
  | "ends-soon"
  | "expired"
  | "not-yet-valid"
  | "waiting" // a request whose certificate has not come
  | "key-locked"
  | "no-key" // a certificate whose key is not here
  | "key-only"
  | "bundle"
  | "other";

/** One name of the inventory (a row of the Files page): an identity (key, csr, crt) or a lone file. */
export interface ItemRow {
  readonly id: string;
  readonly basename: string;
  readonly files: readonly { readonly fileName: string; readonly kind: FileKind }[];
  readonly subject: string;
  /** Common name, or the first other name. */
  readonly commonName: string;
  readonly nameCount: number;
  readonly issuer: string;
  readonly isSelfSigned: boolean;
  readonly isAuthority: boolean;
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  readonly keyAlgorithm: string;
  readonly status: ItemStatus;
  readonly createdAt: Date;
}

export interface ListQuery {
  readonly search?: string;
  readonly kind?: FileKind | "authority";
  readonly status?: ItemStatus;
  /** Certificates that end within so many days from now, expired ones excluded. */
  readonly expiresWithinDays?: number;
  /** Common name (exact) of the issuer. */
  readonly issuer?: string;
  readonly keyAlgorithm?: string;
  readonly sort?: "name" | "ends" | "created" | "subject";
  readonly direction?: "ascending" | "descending";
  /** Opaque keyset position from `next` or `previous` of another page. */
  readonly cursor?: string;
  readonly limit?: number;
}

export interface ListPage {
  readonly rows: readonly ItemRow[];
  readonly next: string | null;
  readonly previous: string | null;
  /** Number of all rows that match, when it is known without counting them one by one. */
  readonly total: number | null;
  /** True when a search was cut at its cap: the rows are then not the exact order of the whole. */
  readonly isCapped: boolean;
}

export interface Counts {
  readonly names: number;
  readonly keys: number;
  readonly requests: number;
  readonly certificates: number;
  readonly bundles: number;
  readonly authorities: number;
}

/** A key as the vault sealed it: opaque outside of the vault. */
export interface SealedKey {
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  /** Id that binds the seal (AAD) to its record. */
  readonly recordId: string;
  readonly spki: Uint8Array | null;
  /** `RSA 2048`, `P-256`, `Ed25519` …; null while locked. */
  readonly keyLabel: string | null;
  readonly isLocked: boolean;
  /** SHA-256 of a locked key or PKCS#12 as it came (identical content is recognised by it); null for a key in clear. */
  readonly contentSha256: string | null;
  /** Which master key wrapped the data key. */
  readonly masterKeyId: string;
}

/** A new file to store. `sealed` only for key, locked-key, pkcs12. */
export interface NewFile {
  readonly fileName: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  readonly sealed?: SealedKey;
  /** A bundle that was made here: as what, so that a rebuild makes the same. */
  readonly madeAs?: BundleForm;
}

/** A certificate of a stored bundle, in its order. */
export interface StoredMember {
  readonly der: Uint8Array;
  /** File that holds it by itself. */
  readonly fileName: string | null;
  /** What is stored now and could stand in its place: the live certificate of its name, renewals with its key. */
  readonly successors: readonly { readonly der: Uint8Array; readonly fileName: string }[];
}

/** A stored bundle that somebody should look at. */
export interface BundleAlarm {
  readonly fileName: string;
  readonly basename: string;
  readonly kind: "expired" | "replaced" | "ends-soon";
  /** Common name of the member that it is about. */
  readonly member: string;
  /** When it ends or ended; when its replacement was stored. */
  readonly at: Date;
}

export interface AddFilesResult {
  readonly stored: readonly StoredFileReport[];
}

export interface StoredFileReport {
  readonly fileName: string;
  readonly kind: FileKind;
  readonly basename: string;
  readonly outcome: "stored" | "identical" | "replaced" | "paired";
  /** Where it went when its own name was not used: `dbserver.crt` for a returned certificate. */
  readonly storedAs: string;
  /** File names of the key and the request with the same public key. */
  readonly pairedWith: readonly string[];
  /** File names of the stored issuer certificates (by name and key id, signature checked by the caller later). */
  readonly issuers: readonly string[];
}

export interface GenerationRow {
  readonly id: string;
  readonly number: number;
  readonly isLive: boolean;
  readonly sha256: string;
  readonly spkiSha256: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly createdAt: Date;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly finishedAt: Date | null;
  readonly actor: string;
  readonly role: string;
  readonly surface: "browser" | "terminal" | "http" | "system";
  readonly command: string;
  /** `unfinished`: begun and never ended (a crash in between). */
  readonly outcome: "unfinished" | "done" | "refused" | "failed";
  readonly errorCode: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface CertificateRecord {
  readonly id: string;
  readonly der: Uint8Array;
  /** File name when it has one (`root.crt`), null for a member of a bundle alone. */
  readonly fileName: string | null;
  readonly basename: string | null;
}

/** A service as it is stored: a target's inputs under a name. */
export interface ServiceRecord {
  readonly name: string;
  /** Name of a module of lib/pki/targets. */
  readonly target: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly ticks: readonly StepTick[];
}

export interface StepTick {
  readonly stepId: string;
  readonly at: Date;
  readonly actor: string;
}

/** A stored name in the hands of a service. */
export interface ServiceUse {
  readonly service: string;
  readonly target: string;
  readonly kind: "identity" | "certificates" | "crl";
  /** As the service's inputs have it. */
  readonly name: string;
  readonly basename: string;
}

export interface NewService {
  readonly name: string;
  readonly target: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly uses: readonly Pick<ServiceUse, "kind" | "name" | "basename">[];
}

/** Services and what they use. */
export interface Services {
  /** In order of name. */
  services(): Promise<readonly ServiceRecord[]>;
  service(name: string): Promise<ServiceRecord | null>;
  /** Of these basenames; of everything when none are given. */
  serviceUses(basenames?: readonly string[]): Promise<readonly ServiceUse[]>;
  /** @throws Failure `service.name-in-use`; `service.unknown` when `previous` is none. */
  saveService(service: NewService, previous: string | null): Promise<void>;
  /** @throws Failure `service.unknown`. */
  removeService(name: string): Promise<void>;
  /** @throws Failure `service.unknown`. */
  tickStep(service: string, stepId: string, tick: { readonly isDone: boolean; readonly actor: string }): Promise<void>;
}

export interface Store extends Services {
  // ---- reading
  list(query: ListQuery): Promise<ListPage>;
  counts(): Promise<Counts>;
  /** Distinct issuers and key algorithms for the filter menus, at most 200 each. */
  facets(): Promise<{ issuers: readonly string[]; keyAlgorithms: readonly string[] }>;
  /** Every file name, for completion and `pki list`, in order of name; at most `limit` after `after`. */
  fileNames(prefix: string, limit: number): Promise<readonly string[]>;
  file(fileName: string): Promise<StoredFile | null>;
  /** All current files of one name. */
  filesOf(basename: string): Promise<readonly StoredFile[]>;
  item(basename: string): Promise<ItemRow | null>;
  generations(basename: string): Promise<readonly GenerationRow[]>;
  generation(basename: string, number: number): Promise<Uint8Array | null>;
  filesByPublicKey(spkiSha256: string): Promise<readonly StoredFile[]>;
  /** The name under which this content is here already. */
  identical(file: NewFile): Promise<string | null>;
  certificateBySha256(sha256: string): Promise<CertificateRecord | null>;
  /** Certificates (current, not deleted) whose subject name equals this DER Name (RFC 5280 §7.1 comparison). */
  certificatesBySubject(name: Uint8Array): Promise<readonly CertificateRecord[]>;
  /** The members of a stored bundle or PKCS#7, in order. */
  bundleMembers(fileName: string): Promise<readonly StoredMember[]>;
  /** Stored bundles with a member that has ended, was replaced, or ends within 30 days and is stored nowhere else; the worst first. */
  bundleAlarms(limit: number): Promise<readonly BundleAlarm[]>;
  /** Every content that the file of a bundle or PKCS#7 has had, the newest first. */
  fileGenerations(fileName: string): Promise<readonly GenerationRow[]>;
  fileGeneration(fileName: string, number: number): Promise<Uint8Array | null>;
  /** Certificates that were issued by the certificate of this file name, first `limit`. */
  issuedBy(basename: string, limit: number): Promise<readonly ItemRow[]>;
  /** Files that lose something with it: certificates issued by its key, bundles that hold it. Services: `serviceUses`. */
  dependents(fileName: string): Promise<readonly string[]>;
  audit(query: { cursor?: string; limit?: number; outcome?: AuditRow["outcome"]; search?: string }): Promise<{
    rows: readonly AuditRow[];
    next: string | null;
  }>;

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
  add(files: readonly NewFile[], options: { replace: boolean }): Promise<AddFilesResult>;
  /** A locked key became usable. @throws Failure `key.already-stored` when the same public key is stored under another name. */
  unlockKey(fileName: string, key: SealedKey): Promise<void>;
  /** Replaces the content and kind of a file (pkcs12-to-ssh). */
  replaceFile(fileName: string, file: NewFile): Promise<void>;
  /** Makes an old generation the live one again. */
  restore(basename: string, generation: number): Promise<void>;
  /** The same for the file of a bundle or PKCS#7. @throws Failure `generation.not-found` */
  restoreFile(fileName: string, generation: number): Promise<void>;
  /** Soft for certificates that a stored CA issued: hidden, never forgotten. */
  remove(fileName: string): Promise<void>;
  /**
   * The intent to sign, before there is a signature: reserves (issuer, serial). Does not end the audit event.
   * @throws Failure `sign.serial-taken` (the caller draws another).
   */
  recordIntent(intent: { issuerSpkiSha256: string; serialNumber: string; requestFileName: string; issuerFileName: string }): Promise<string>;
  /**
   * The signed certificate for an intent, stored as `<basename>.crt` (a new generation when there is one). Returns its file name.
   * @throws Failure as `requireUncertified` when it is not confirmed and somebody was first, asked in the transaction itself:
   * nobody then gets the signature.
   */
  completeIntent(intentId: string, certificate: Uint8Array, basename: string, options: { readonly isConfirmed: boolean }): Promise<string>;
}

/** How a key looks under a passphrase: PKCS#8, or the traditional PEM of old software by its cipher. */
export type LockedKeyForm = "pkcs8-pem" | "pkcs8-der" | TraditionalCipher;

export interface ExportedPkcs12 {
  readonly bytes: Uint8Array;
  /** What was found when these bytes were opened again. */
  readonly proof: Pkcs12Proof;
}

/**
 * Reads what came from elsewhere (lib/pki, in worker threads where it may take long). Beside the failures of the functions
 * that it is named after: `reading.timed-out`, `reading.busy`.
 */
export interface Reader {
  inspect(bytes: Uint8Array, options: { now: Date; passphrase?: string }): Promise<Inspection>;
  unpack(files: readonly { readonly name: string; readonly bytes: Uint8Array }[], options: UnpackOptions): Promise<UnpackedFile[]>;
  unlock(bytes: Uint8Array, passphrase: string): Promise<PrivateKeyReading>;
  pkcs12(bytes: Uint8Array, passphrase: string): Promise<Pkcs12Content>;
}

/** Reviews of files between the look and the choice, sealed and short-lived. @throws Failure `import.expired` of `open`. */
export interface Reviews {
  /** Keeps it in place of a former one. @throws Failure `file.too-large`. */
  keep(owner: string, held: HeldReview, former?: string): Promise<{ id: string; expiresAt: Date }>;
  open(owner: string, id: string): Promise<{ held: HeldReview; expiresAt: Date }>;
  end(owner: string, id: string): Promise<void>;
}

export interface Vault {
  /** Makes a key pair in a worker and seals it. */
  generate(algorithm: KeyAlgorithm): Promise<{ key: SealedKey; signer: Signer }>;
  /** Seals a private key read from an upload (any unencrypted form), or the locked bytes of one, or a PKCS#12. */
  seal(privateKey: Uint8Array, kind: "key" | "locked-key" | "pkcs12"): Promise<SealedKey>;
  /** A signer for a stored, usable key. @throws Failure `key.still-locked`, `key.absent`. */
  signer(fileName: string): Promise<Signer>;
  /** Opens the locked key with its passphrase and seals it anew. @throws Failure `key.wrong-passphrase`, `key.unsupported-encryption`, `key.damaged`. */
  unlock(fileName: string, passphrase: string): Promise<SealedKey>;
  /** The facts of a stored key for `inspect`: algorithm, bits, SPKI; never the key. */
  describe(fileName: string): Promise<{ keyLabel: string | null; spki: Uint8Array | null; isLocked: boolean; encryption: string | null }>;
  /** `inspect` of lib/pki over the sealed bytes of a key, locked key or PKCS#12; its answer holds no secret. */
  inspect(fileName: string, options: { now: Date; passphrase?: string }): Promise<Inspection>;
  /** What is inside a stored PKCS#12, without the keys. */
  openPkcs12(fileName: string, passphrase: string): Promise<{ keys: readonly SealedKey[]; certificates: readonly Uint8Array[] }>;
  /**
   * The key under a passphrase: PKCS#8 with PBES2 (AES-256-CBC, PBKDF2-HMAC-SHA256, 600 000 rounds) or traditional PEM. Opened
   * again with the passphrase before it leaves. @throws Failure `export.no-traditional-form`, `export.unproven`.
   */
  exportEncrypted(fileName: string, passphrase: string, form?: LockedKeyForm): Promise<Uint8Array>;
  /** The key in clear; the caller has the permission `key.export-clear` and the confirmation. */
  exportClear(fileName: string, form?: "pkcs8-pem" | "pkcs8-der" | "traditional-pem"): Promise<Uint8Array>;
  /** The key in clear as a JWK, `x5c` from the certificates; the caller as above. @throws Failure `export.no-jwk`. */
  exportJwk(fileName: string, certificates: readonly Uint8Array[]): Promise<Uint8Array>;
  /** PKCS#12 with key, leaf and chain; modern unless told. Opened again before it leaves. @throws Failure `export.unproven`. */
  exportPkcs12(fileName: string, passphrase: string, friendlyName: string, certificates: readonly Uint8Array[], profile?: Pkcs12Profile): Promise<ExportedPkcs12>;
}

/** Real TLS between a server and a client of our own, on the loopback interface and nowhere else. */
export interface Rehearsal {
  /**
   * One connection, with the keys of the vault and the certificates of the question. Bounded in time; several wait for one
   * another. @throws Failure `key.still-locked`, `key.absent`.
   */
  attempt(question: AttemptQuestion): Promise<AttemptFacts>;
}

export interface UserRow {
  readonly id: string;
  /** Lower case; what a person signs in with. Unique. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

export interface TokenRow {
  readonly id: string;
  /** Unique among the tokens that are not revoked. */
  readonly name: string;
  readonly role: Role;
  /** E-mail of the person who made it, `npm run token` when it was made on the host. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** It rests: the person who made it is disabled, or was its administrator and is none any more. */
  readonly isSuspended: boolean;
  /** Accurate to a minute. */
  readonly lastUsedAt: Date | null;
}

/** People and API tokens. Users are named by e-mail address, tokens by name or id. */
export interface Accounts {
  users(): Promise<readonly UserRow[]>;
  /** @throws Failure `user.exists`, `password.too-short`, `password.too-long`. */
  createUser(user: { email: string; name: string; role: Role; password: string }): Promise<UserRow>;
  /**
   * Role, name, or disabled or not; a disabled person loses every session at once.
   * @throws Failure `user.unknown`, `user.last-administrator`.
   */
  changeUser(email: string, change: { role?: Role; name?: string; isDisabled?: boolean }): Promise<UserRow>;
  /** Ends every session of the person. @throws Failure `user.unknown`, `password.too-short`, `password.too-long`. */
  resetPassword(email: string, password: string): Promise<void>;
  /**
   * By whoever knows the present one; ends every session of the person but the one that asks.
   * @throws Failure `password.wrong`, `password.too-short`, `password.too-long`, `rate.limited` after ten attempts.
   */
  changeOwnPassword(person: { readonly id: string; readonly sessionId?: string }, current: string, password: string): Promise<void>;
  tokens(): Promise<readonly TokenRow[]>;
  /** The token in clear is in this answer and nowhere else. @throws Failure `token.name-in-use`. */
  createToken(token: { name: string; role: Role; expiresAt: Date | null; createdBy: string }): Promise<{ token: string; row: TokenRow }>;
  /** @throws Failure `token.unknown`. */
  revokeToken(nameOrId: string): Promise<TokenRow>;
}
