import type { StoredReason } from "../../commands/ports/revocations.ts";
import type { ElementKind } from "../../pki/asn1/element.ts";

/** Sentences of the terminal. The tokens SUCCESS and FAILURE and the appliance's own lines are not translated. */
export interface TerminalTexts {
  readonly noService: string;
  readonly targets: string;
  readonly notReady: string;
  readonly readyToDeploy: string;
  readonly passed: (passed: number, all: number) => string;
  readonly rehearsed: string;
  readonly rehearsalFailed: string;
  readonly nothingRehearsed: string;
  readonly packed: (fileName: string, files: number) => string;
  readonly keysLeftOut: (files: string) => string;
  readonly fetchPack: string;
  readonly noFile: string;
  readonly noKey: string;
  readonly keyState: (state: "usable" | "locked" | "own-passphrase" | "kept-open") => string;
  readonly keyBeside: (name: string) => string;
  readonly keyUsedBy: (services: string) => string;
  readonly keySignsFor: (batches: string) => string;
  readonly keyIssued: (certificates: number) => string;
  readonly keyWaits: (since: string) => string;
  readonly keyUnused: string;
  readonly moreKeys: (shown: number) => string;
  readonly labelled: (name: string, labels: readonly string[]) => string;
  readonly noSuchName: (name: string) => string;
  readonly tooManyLabels: (name: string) => string;
  readonly noted: (name: string, isEmpty: boolean) => string;
  readonly archived: (name: string) => string;
  readonly archivedBefore: (name: string) => string;
  readonly unarchived: (name: string) => string;
  readonly unarchivedBefore: (name: string) => string;
  readonly revoked: (fileName: string, reason: StoredReason, invalidityDate: string | null) => string;
  readonly notRevoked: (name: string) => string;
  readonly staple: (fileName: string, status: "good" | "revoked" | "unknown", nextUpdate: string | null) => string;
  readonly stapleElsewhere: string;
  readonly revokedMore: (count: number) => string;
  readonly reissued: (fileName: string, generation: number) => string;
  readonly reissueWaits: (requestFile: string) => string;
  readonly notReissued: (name: string) => string;
  readonly released: (fileName: string) => string;
  /** `number` null: it is being signed. */
  readonly listSigned: (
    issuer: string,
    number: number | null,
    entries: number | null,
    nextUpdate: string | null,
  ) => string;
  readonly authorityKind: (kind: "root" | "intermediate" | "cross") => string;
  readonly authorityKey: (key: "here" | "own-passphrase" | "locked" | "elsewhere") => string;
  readonly authorityState: (
    state: "valid" | "ends-soon" | "expired" | "not-yet-valid" | "revoked",
    at: string,
  ) => string;
  readonly authorityIssued: (issued: number, isAtLeast: boolean) => string;
  /** Null: no limit. */
  readonly authorityRoom: (room: number | null) => string;
  /** Null: no list. */
  readonly authorityList: (nextUpdate: string | null) => string;
  readonly noAuthority: string;
  readonly trustMark: (mark: "trusted" | "stored" | "distrusted" | "unasked") => string;
  readonly onlyNames: (permitted: string) => string;
  readonly noNames: (excluded: string) => string;
  readonly onlyFor: (purposes: string) => string;
  /** Names below whose chain goes on through the former certificate, or through both. */
  readonly chainFormer: (names: string) => string;
  readonly chainEither: (names: string) => string;
  readonly bundlesToRebuild: (bundles: string) => string;
  /** After a revocation by an authority whose key is elsewhere. */
  readonly listIsElsewhere: (issuer: string) => string;
  /** A package for an authority elsewhere, and its file. */
  readonly offlineMade: (subject: string, authority: string, fileName: string) => string;
  readonly offlineId: (id: string) => string;
  readonly offlineNone: string;
  readonly offlineRow: (
    subject: string,
    authority: string,
    state: "out" | "answered" | "withdrawn",
    at: string,
    by: string,
  ) => string;
  readonly offlineWithdrawn: (subject: string, authority: string) => string;
  readonly listKept: (publishedName: string) => string;
  readonly ocspKept: (publishedName: string) => string;
  readonly noFileFor: (search: string) => string;
  readonly moreFiles: (shown: number) => string;
  readonly locked: string;
  readonly ready: (fileName: string) => string;
  readonly addedCommonName: (commonName: string) => string;
  readonly commonNameIsNoHost: (commonName: string) => string;
  readonly canSign: (fileName: string) => string;
  readonly until: (instant: string) => string;
  readonly serial: (serial: string) => string;
  readonly validityCut: (instant: string) => string;
  readonly hostNotListed: (host: string) => string;
  /** Of a request that was just made. */
  readonly hostNotAsked: (host: string) => string;
  /** Of a request for a key that was there before. */
  readonly forStoredKey: (keyFile: string) => string;
  /** After a renewal: the generation before, and the services that still have it. */
  readonly generationKept: (name: string, generation: number) => string;
  readonly servicesToLoad: (services: readonly string[]) => string;
  readonly answerTakesPlace: (name: string) => string;
  readonly servicesFollow: (services: readonly string[]) => string;
  readonly keyFingerprint: (sha256: string) => string;
  readonly certificateFingerprint: (sha256: string) => string;
  readonly fits: (fileName: string) => string;
  readonly noKeyFits: string;
  readonly keptOpen: (fileName: string, until: string) => string;
  readonly lockedAgain: (count: number) => string;
  readonly unlocked: (fileName: string) => string;
  readonly wasNotLocked: (fileName: string) => string;
  readonly belongsTo: (fileNames: string) => string;
  readonly revocationChecked: (lists: number, responses: number) => string;
  readonly foundNothing: string;
  readonly found: (kind: FoundKind) => string;
  /** Where the steps of a described service are that mend what a message tells. */
  readonly stepsIn: (services: readonly string[]) => string;
  readonly receivers: string;
  readonly receiverTakes: string;
  readonly receiverRefuses: string;
  readonly receiverUnknown: string;
  readonly receiverDocumented: string;
  /** `isAsked`: it was asked about, and no list is here. */
  readonly revocationNotChecked: (isAsked: boolean) => string;
  readonly unrelatedList: (issuer: string) => string;
  readonly unrelatedResponses: (count: number) => string;
  readonly note: string;
  readonly why: string;
  readonly where: string;
  readonly next: string;
  /** Of an advice: the certificate is an earlier generation of a name. */
  readonly former: (at: { readonly name: string; readonly generation: number; readonly year: number }) => string;
  /** Above the certificates of one candidate path. */
  readonly path: (number: number, isTrusted: boolean) => string;
  readonly nothingChanged: string;
  readonly findings: string;
  /** Above what `inspect` shows. `encoding`: `PEM`, `DER` …; null where the form has none (SSH). */
  readonly fileContains: (encoding: string | null, kind: ElementKind) => string;
  readonly fileContainsSeveral: (encoding: string | null, count: number) => string;
  readonly elementKind: (kind: ElementKind) => string;
  readonly bundle: (kind: string, count: number) => string;
  readonly ends: (instant: string) => string;
  readonly role: (role: "leaf" | "intermediate" | "root") => string;
  readonly storedAs: (fileName: string, isNew: boolean) => string;
  readonly rebuilt: (fileName: string, generation: number) => string;
  readonly order: string;
  readonly inOrder: string;
  readonly repaired: string;
  readonly bundleOf: (kind: string, isMade: boolean) => string;
  readonly replacedBy: (fileName: string, instant: string) => string;
  readonly expired: string;
  readonly notYetValid: string;
  readonly dropped: string;
  readonly outdated: string;
  readonly batchBegun: (title: string, people: number) => string;
  readonly batchProgress: (issued: number, failed: number, waiting: number) => string;
  readonly batchState: (state: "running" | "cancelled" | "stopped" | "done") => string;
  readonly batchWaiting: string;
  readonly batchMore: string;
}

/** Commands that can be typed; a language without one of them does not compile. */
export type TypedName =
  | "usage"
  | "find"
  | "list"
  | "key-list"
  | "label"
  | "note"
  | "archive"
  | "unarchive"
  | "revoke"
  | "release"
  | "crl"
  | "staple"
  | "authority-list"
  | "authority"
  | "authority-create"
  | "authority-renew"
  | "authority-cross-sign"
  | "offline-request"
  | "offline-list"
  | "offline-withdraw"
  | "trust"
  | "inspect"
  | "match"
  | "compare"
  | "verify"
  | "unlock"
  | "key-open"
  | "key-lock"
  | "csr"
  | "selfsigned"
  | "sign"
  | "renew"
  | "rename"
  | "client-batch"
  | "batch-status"
  | "pkcs12-to-ssh"
  | "targets"
  | "preflight"
  | "rehearse"
  | "pack"
  | "bundle"
  | "rebuild";

export interface UsageText {
  readonly summary: string;
  readonly details: readonly string[];
  readonly examples: readonly string[];
}

export type UsageTexts = { readonly [N in TypedName]: UsageText };

/** What a search finds. */
export type FoundKind = "names" | "authorities" | "services" | "batches" | "messages";
