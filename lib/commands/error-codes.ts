import type { BundleForm } from "../pki/bundle/kind.ts";
import type { ElementKind, SkippedPart } from "../pki/asn1/element.ts";
import type { ComparedField } from "../pki/inspect/compare.ts";
import { Failure as PkiFailure, isFailure as isPkiFailure } from "../pki/failure.ts";
import type { FailureClass, FailureGuard, PkiErrorFacts } from "../pki/failure.ts";
import type { RuleFault } from "../pki/templates/rule-faults.ts";
import type { Permission, Role } from "./permission.ts";
import type { FileKind } from "./ports/files.ts";
import type { StoredReason } from "./ports/revocations.ts";

/** One of several refusals of an input: the code and the facts that it would have been refused with alone. */
export interface InputFault {
  readonly code: keyof CommandErrorFacts;
  readonly params: object;
}

/** The ways in which a command can refuse, those of its ports included: code → the facts that explain it. */
export interface CommandErrorFacts extends PkiErrorFacts {
  // any command
  "input.malformed": { issues: readonly InputIssue[] };
  /** Each refusal that the input earned, in the order of the checks; none of them is of this code. */
  "input.several": { faults: readonly InputFault[] };
  internal: { eventId: string };
  "actor.forbidden": { permission: Permission; role: Role };
  "token.out-of-scope": { token: string; what: "command" | "authority"; name: string };
  "token.may-not-delegate": { token: string; permission: Permission };

  // names and stored files
  "name.malformed": {
    name: string;
    problem: "empty" | "character" | "too-long";
    character: string;
    position: number;
    limit: number;
  };
  "name.in-use": { name: string; fileNames: readonly string[]; services: readonly string[] };
  "file-name.malformed": { fileName: string; problem: "empty" | "character" | "too-long" | "dots"; position: number };
  "file.name-in-use": { fileName: string; kind: KnownKind; services: readonly string[] };
  "file.not-found": { fileName: string; nearest: string | null };
  /** `fileName` is "" for pasted text; `kind` "" for nothing; `wanted`: kinds between bars, `certificate|csr`. */
  "file.wrong-kind": { fileName: string; kind: KnownKind | ""; wanted: string };
  "file.is-secret": { fileName: string };
  "file.not-kept": { fileName: string; kind: ElementKind };
  "file.has-dependents": { fileName: string; dependents: readonly string[]; services: readonly string[] };
  /** `version` 0: none was asked for. */
  "template.unknown": { template: string; version: number };
  /** Always there, and never changed. */
  "template.built-in": { template: string };
  /** Rules that nothing could follow, or that no certificate may have. */
  "template.impossible": { template: string; faults: readonly RuleFault[] };
  /** No certificate with CA:TRUE has this name. */
  "authority.unknown": { name: string };
  /** One is signed here, the other goes out. */
  "authority.issuer-and-request": { issuer: string };
  "authority.template-of-leaves": { template: string };
  // rights on an authority
  "authority.not-yours-to-sign": { authority: string };
  "authority.not-yours-to-extend": { authority: string };
  "authority.template-not-yours": { authority: string; template: string };
  /** Nobody was named who may take its key, or others were. */
  "authority.key-stays": { authority: string };
  "authority.key-never-leaves": { authority: string };
  /** Neither a person nor a live token. */
  "authority.holder-unknown": { holder: string };
  "trust.not-self-signed": { name: string; issuer: string };
  /** A wish would loosen what the template limits. */
  "authority.limits-beyond-template": { template: string };
  /** Another version was saved meanwhile. */
  "template.changed-meanwhile": { template: string; basedOn: number; inUse: number };
  /** A batch makes certificates of people. */
  "template.of-authorities": { template: string };
  "template.and-profile": { template: string; profile: string };
  "view.of-nobody": Record<string, never>;
  "view.too-many": { most: number };
  "view.unknown": { name: string };
  /** Some of the example inventory is here. */
  "example.loaded": Record<never, never>;
  "example.absent": Record<never, never>;
  "generation.not-found": { name: string; generation: number };

  // keys in the vault
  "key.still-locked": { fileName: string };
  "key.given-locked": Record<string, never>;
  /** The key lies under a passphrase of its own, which is kept nowhere. */
  "key.passphrase-needed": { fileName: string };
  /** Too many wrong ones: the wait grows with each. */
  "key.passphrase-wait": { fileName: string; retryAfterSeconds: number };
  /** A key is kept open for a session; a token has none. */
  "key.kept-by-session": Record<never, never>;
  /** Another person changed it in the same moment. */
  "key.changed": { fileName: string };
  /** It has no passphrase that could be changed or taken away. */
  "key.has-no-passphrase": { fileName: string };
  /** The key before lies under a passphrase of its own; a new one is to have one too. */
  "renewal.passphrase-wanted": { fileName: string };
  "key.absent": { fileName: string };
  "key.damaged-seal": { fileName: string };
  "passphrase.too-short": { length: number; minimum: number };
  "password.of-nobody": Record<string, never>;
  "session.of-token": Record<string, never>;
  "sign.serial-taken": { serialNumber: string };
  /** A path length was given for a certificate that is no authority. */
  "sign.path-length-of-no-authority": { profile: string };

  // renewals and new names
  /** A request for the next certificate of this name is out, since an instant (ISO 8601). */
  "renewal.request-waits": { name: string; requestFile: string; since: string };
  /** An authority whose key is not here. */
  "renewal.key-elsewhere": { name: string };
  /** `key:` of a request is neither a kind of key nor a stored key. */
  "csr.key-unknown": { key: string; kinds: readonly string[]; nearest: string | null };
  "rename.same-name": { name: string };

  // importing
  "container.part-left-out": { type: SkippedPart; count: number };
  "container.key-left-locked": { name: string };
  "keystore.locked": { type: string };
  "import.nothing-chosen": Record<never, never>;
  "import.unknown-item": { item: string };
  "import.name-twice": { fileName: string };

  // exports and bundles
  "export.no-certificate": { name: string };
  "export.unencrypted-not-chosen": { name: string };
  "export.not-in-clear": { format: "pkcs12" };
  /** `key-and-chain-pem`: of the pack for Cisco Meeting Server, which takes no key under a passphrase. */
  "export.only-in-clear": { format: "jwk-private" | "key-and-chain-pem" };
  "export.key-mismatch": { keyFile: string; certificateFile: string };
  "pkcs12.has-no-key": { fileName: string };
  /** Kinds of what was found instead, as `inspect` names them. */
  "bundle.no-certificates": { found: readonly ElementKind[] };
  "bundle.too-many": { count: number; limit: number };
  /** The kind leaves nothing: a CA bundle of a certificate whose issuers are not here. */
  "bundle.empty": { kind: BundleForm };
  /** There is one for each leaf, and one name to store it under. */
  "bundle.several": { count: number; leaves: readonly string[] };
  "bundle.no-such-leaf": { leaf: string };
  /** Nothing newer is here. */
  "bundle.current": { fileName: string };

  // services
  "target.unknown": { target: string; nearest: string | null };
  "service.unknown": { service: string };
  "service.step-unknown": { step: string };
  /** Nothing is known of what machines of this target print. */
  "screen.none-known": { service: string };
  "screen.machine-unknown": { machine: string; machines: readonly string[] };
  /** `machines`: hosts of prompts that are none of the service's. */
  "screen.unread": { machines: readonly string[] };
  "service.nothing-to-fix": { service: string; check: string };
  "service.not-offered": { service: string; name: string };
  "rehearsal.too-many": { attempts: number; limit: number };
  "pack.nothing": { target: string };

  // revocation
  /** A certificate that its own key signed: there is no authority above that could take it back. */
  "revocation.self-signed": { fileName: string };
  /** `issuerFile`: the stored certificate of the issuer whose key is not here; "" where neither is. */
  "revocation.issuer-not-here": { fileName: string; issuer: string; issuerFile: string };
  /** Dates as ISO 8601 text. */
  "revocation.already": { fileName: string; reason: StoredReason; at: string };
  "revocation.none": { fileName: string };
  "revocation.for-good": { fileName: string; reason: StoredReason; at: string };
  "revocation.date-ahead": { at: string };
  /** The address that authorities publish under has another scheme than http. */
  "addresses.not-http": { scheme: string };
  "addresses.malformed": { address: string };
  /** Its authority (a stored name) has no responder yet, or none that answers. */
  "revocation.no-responder": { authority: string };
  /** A new certificate is wanted for one that its name has replaced already. */
  "revocation.not-live": { fileName: string };

  // authorities whose key is not here
  /** The key of the authority is stored: it signs here. */
  "offline.key-is-here": { authority: string; keyFile: string };
  "offline.unknown": { id: string };
  /** It was answered or taken back. `at` as ISO 8601 text. */
  "offline.ended": { subject: string; state: "answered" | "withdrawn"; at: string };
  /** The answer pairs with nothing that is out. `serial` in hex, "" of a list. */
  "offline.answer-unpaired": { serial: string };
  /** `answers`: what the answer is to; `wanted`: the one that was named. */
  "offline.answer-of-another": { answers: string; wanted: string };
  /** The offline side saw another package than the one that is out. */
  "offline.package-changed": { subject: string };
  /** Field by field; what is signed is another certificate or list than the one that was asked for. */
  "offline.answer-differs": { subject: string; differences: readonly OfflineDifference[] };
  "offline.signature-invalid": { subject: string; authority: string };

  // a batch of client certificates
  "table.empty": Record<never, never>;
  "table.malformed": { line: number };
  /** A row with more cells than the first one: `cell` is the first that has no column. */
  "table.extra-cells": { line: number; columns: number; cell: string };
  "table.no-names": { columns: readonly string[] };
  "row.no-name": Record<never, never>;
  "row.duplicate": { first: number; value: string };
  "row.already-certified": { fileName: string; notAfter: string };
  "template.malformed": { part: string; attributes: string };
  "template.placeholder-unknown": { placeholder: string; known: string };
  "batch.too-many-rows": { rows: number; limit: number };
  "batch.rows-refused": { count: number; of: number; rows: readonly RefusedRow[] };
  "batch.already-certified": { count: number; of: number; rows: readonly RefusedRow[] };
  "batch.nobody-left": { of: number };
  "batch.nothing-to-renew": { title: string; days: number };
  "link.unknown": Record<never, never>;
}

/** A field of what was asked for and of what came back, as text; "" where one has no such field. */
export interface OfflineDifference {
  readonly field: ComparedField;
  /** In the words of OpenSSL. */
  readonly label: string;
  readonly asked: string;
  readonly answered: string;
}

export interface InputIssue {
  /** Path of the field, e.g. `subject.C` or `subjectAltNames.2`. */
  readonly field: string;
  /** A code of lib/i18n `issues`; the words are chosen there. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What a file or an element of one can be. */
export type KnownKind = ElementKind | FileKind;

/** A row of a table that was refused, by its own code and facts. */
export interface RefusedRow {
  readonly position: number;
  readonly problem: { readonly code: string; readonly params: object };
}

export type CommandErrorCode = keyof CommandErrorFacts;

/** Throws a code of this ring or of one below it. */
export const Failure: FailureClass<CommandErrorFacts> = PkiFailure;
export type Failure<C extends keyof CommandErrorFacts = keyof CommandErrorFacts> = PkiFailure<CommandErrorFacts, C>;

/** True when `error` is a Failure, with the given code when one is named. */
export const isFailure = isPkiFailure as FailureGuard<CommandErrorFacts>;

/**
 * Throws what several checks have thrown as one refusal, so that a form shows each fault beside its field; returns when
 * there is none.
 * @throws Failure of the only one; of several, `input.several` with all of them
 */
export function throwTogether(failures: readonly unknown[]): void {
  if (failures.length === 0) return;
  if (failures.length === 1) throw failures[0];
  throw new Failure("input.several", { faults: failures.flatMap(faultsOf) });
}

function faultsOf(failure: unknown): readonly InputFault[] {
  if (isFailure(failure, "input.several")) return failure.facts.faults;
  return isFailure(failure) ? [{ code: failure.code, params: failure.facts }] : [];
}
