import type { z } from "zod";
import type { Touch } from "./access.ts";
import type { Permission, Actor } from "./permission.ts";
import type { Batches } from "./ports/batch.ts";
import type { Accounts } from "./ports/accounts.ts";
import type { Operation } from "./ports/operation.ts";
import type { Probe } from "./ports/probe.ts";
import type { Reader } from "./ports/reader.ts";
import type { OfflinePackages } from "./ports/offline.ts";
import type { Rehearsal } from "./ports/rehearsal.ts";
import type { Lists } from "./ports/revocations.ts";
import type { Store } from "./ports/store.ts";
import type { Vault } from "./ports/vault.ts";
import type { Clock, Issuing, Random } from "./ports/world.ts";
import type { Reviews } from "./ports/reviews.ts";

/**
 * A request that a person can make, as data plus one coordinating function. Every surface (form, typed line, HTTP) is
 * an encoding of the same command; lib/server/gate/execute.ts is the only caller of `run`.
 */
export interface Command<Name extends string = string, Input = never, Output = unknown> {
  readonly name: Name;
  /**
   * `replace` and `destroy` keep the previous generation and need a confirmation on every surface: the input has a
   * field
   * `confirm: z.boolean().optional()`, and the gate answers `confirmation.required` unless it is true.
   */
  readonly effect: "read" | "create" | "replace" | "destroy";
  readonly permission: Permission;
  /**
   * A second permission that only some inputs need: a key in clear, beside a key under a passphrase. Asked by the gate
   * after parsing.
   */
  alsoNeeds?(input: Input): Permission | null;
  /**
   * The authorities, templates and services that the input touches (uses the key of, changes, takes away), each with the
   * permission that this takes. Asked by the gate after parsing; a command that uses the key of an authority that it did
   * not name here is stopped by the vault.
   */
  on?(input: Input): readonly Touch[];
  /**
   * `always`: begun in the audit log before it runs. `refusals`: a browsing read; only refusals and failures are logged
   * (ADR 0003).
   */
  readonly audited: "always" | "refusals";
  /** A strict zod object: unknown fields are refused. */
  readonly input: z.ZodType<Input>;
  /** Fields that the words of a typed line fill, in order. Absent: the command has no typed line. */
  readonly positional?: readonly string[];
  /** `attribute:value` words of a typed line → field, as the appliance spells them (`CN` → `subject.CN`). */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Fields that are refused in a typed line and asked for in a masked prompt. */
  readonly secrets: readonly string[];
  /**
   * Of `replace` and `destroy`: the services that read what it changes, named by `confirmation.required`. A name of
   * nothing has none.
   */
  affectedServices?(store: Store, input: Input): Promise<readonly string[]>;
  /** The allow-list: what the audit log may remember of this input. */
  audit(input: Input): AuditFacts;
  run(context: Context, input: Input): Promise<Output>;
}

export type AuditFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The ports a command may use. Commands have no other access to the database, clock, network or file system. */
export interface Context {
  readonly actor: Actor;
  readonly store: Store;
  readonly vault: Vault;
  readonly rehearsal: Rehearsal;
  readonly lists: Lists;
  readonly probe: Probe;
  readonly offline: OfflinePackages;
  /** What the responder of an authority, by its published name, answers to an OCSP request (DER); null: there is none. */
  answerOcsp(publishedName: string, request: Uint8Array): Promise<Uint8Array | null>;
  readonly reader: Reader;
  readonly reviews: Reviews;
  readonly accounts: Accounts;
  readonly batches: Batches;
  readonly operation: Operation;
  readonly clock: Clock;
  readonly random: Random;
  readonly issuing: Issuing;
}

/** Types a command without widening it. */
export function command<const Name extends string, Input, Output>(
  definition: Command<Name, Input, Output>,
): Command<Name, Input, Output> {
  return definition;
}
