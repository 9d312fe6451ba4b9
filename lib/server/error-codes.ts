import "server-only";
import type { CommandErrorFacts } from "../commands/error-codes.ts";
import { Failure as PkiFailure, isFailure as isPkiFailure } from "../pki/failure.ts";
import type { FailureClass, FailureGuard } from "../pki/failure.ts";
import type { LineErrorFacts } from "../shell/error-codes.ts";

/** The ways in which the server can refuse, a typed line included: code → the facts that explain it. */
export interface ServerErrorFacts extends CommandErrorFacts, LineErrorFacts {
  // the gate
  "actor.unknown": Record<never, never>;
  "command.unknown": { name: string };
  "confirmation.required": { what: string; name: string; services: readonly string[] };
  "rate.limited": { retryAfterSeconds: number };

  // requests over HTTP
  "request.too-large": { limit: number };
  "request.bad-json": { offset: number | null };
  "request.foreign-origin": { origin: string };
  "server.busy": { retryAfterSeconds: number };
  "cursor.malformed": Record<never, never>;

  // people and tokens
  "user.exists": { email: string };
  "user.unknown": { email: string };
  "user.last-administrator": { email: string };
  "password.wrong": Record<string, never>;
  "password.too-short": { length: number; minimum: number };
  "password.too-long": { length: number; maximum: number };
  "password.breached": Record<never, never>;
  /** 0 to 4, as zxcvbn counts. */
  "password.too-weak": { score: number; wanted: number };
  "session.unknown": Record<never, never>;
  "token.name-in-use": { name: string };
  "token.unknown": { name: string };
  "token.name-of-person": { name: string };
  "token.no-authority": { name: string };
  "token.beyond-maker": { what: "role" | "command" | "authority"; name: string };
  "setup.closed": Record<never, never>;
  "setup.bad-link": Record<never, never>;
  "sign-in.refused": Record<never, never>;

  // the store
  "key.already-stored": { fileName: string };
  "file.damaged": { fileName: string };
  "sign.already-certified": { by: string; fileName: string; notAfter: string; services: readonly string[] };
  /** The live certificate or request is not the one that the renewal was decided on. */
  "renewal.overtaken": { name: string };
  /** A batch at work signs with it. */
  "rename.in-use-by-batch": { name: string; batches: readonly string[] };
  "sign.would-replace": { fileName: string; services: readonly string[] };
  "sign.intent-unknown": Record<never, never>;
  /** CRLNumbers. */
  "offline.list-overtaken": { number: number; newest: number };
  "service.name-in-use": { name: string };
  "service.changed": { service: string };
  "import.expired": Record<never, never>;

  // batches and their links
  "batch.unknown": { batch: string };
  "batch.running": { title: string };
  "batch.not-running": { title: string };
  "batch.nothing-left": { title: string };
  "batch.no-files": { title: string };
  "batch.passphrases-taken": { title: string; at: string; by: string };
  "link.used": { at: string };
  "link.expired": { at: string };
  "link.revoked": Record<never, never>;

  // reading what comes in
  "reading.timed-out": { seconds: number };
  "reading.busy": { waiting: number };

  // the database and the master key; `where` is host, port and database, or a path
  "database.unreachable": { where: string };
  "database.newer": { migration: string };
  "database.before-first-release": { migration: string; where: string };
  "database.extension-forbidden": { extension: string; where: string };
  "database.migration-failed": { where: string };
  "database.damaged": { where: string };
  // backup and restoration; `part`: of the archive, empty when it is the archive itself
  "backup.exists": { file: string };
  "backup.no-file": { file: string };
  "backup.no-folder": { folder: string };
  "backup.nothing": { where: string };
  "backup.damaged": { part: string };
  "backup.miscounted": { table: string; count: number; wanted: number };
  "backup.newer": { version: string };
  "backup.other-database": { found: "sqlite" | "postgresql"; wanted: "sqlite" | "postgresql" };
  "backup.encrypted": Record<never, never>;
  "backup.wrong-identity": Record<never, never>;
  "backup.recipient-malformed": { recipient: string };
  "backup.in-use": { host: string; pid: number };
  "backup.no-scratch": Record<never, never>;
  "backup.program-missing": { program: string };
  "backup.program-failed": { program: string };
  "move.not-empty": { table: string };
  "move.differs": { table: string };
  "move.not-migrated": Record<never, never>;

  /** How far it is off. */
  "clock.wrong": { seconds: number };
  "storage.full": { where: string };
  "storage.read-only": { where: string };
  "storage.failing": { where: string };
  "master-key.missing": { path: string; keys: number };
  "master-key.wrong": { path: string; found: string; wanted: string };
  "master-key.exposed": { path: string; mode: string };
  "master-key.malformed": { path: string };
  /** `until`: when the lease of a process that was killed runs out. */
  "master-key.in-use": { host: string; pid: number; until: string };
  "master-key.changing": { host: string; pid: number; until: string };
  "master-key.changed": { held: string; current: string };
  "master-key.seal-does-not-open": { id: string };
}

export type ServerErrorCode = keyof ServerErrorFacts;

/** Throws a code of this ring or of one below it. */
export const Failure: FailureClass<ServerErrorFacts> = PkiFailure;
export type Failure<C extends keyof ServerErrorFacts = keyof ServerErrorFacts> = PkiFailure<ServerErrorFacts, C>;

/** True when `error` is a Failure, with the given code when one is named. */
export const isFailure = isPkiFailure as FailureGuard<ServerErrorFacts>;
