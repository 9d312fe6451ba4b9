import type { IssuerAddresses } from "../../pki/issue/addresses.ts";
import { builtIn } from "../../pki/templates/built-in.ts";
import type { Template } from "../../pki/templates/template.ts";
import type { FailureData } from "../../pki/failure.ts";
import type { CommandErrorFacts } from "../error-codes.ts";
import type { Pkcs12Profile } from "../../pki/pkcs12/encrypt.ts";
import type { KeyAlgorithm } from "../../pki/keys/public-key.ts";
import type { HeldKey } from "./vault.ts";
import type { SubjectTemplate } from "../../pki/x509/subject-template.ts";

/** The port of the batch commands; lib/server/batch implements it. */

/** One line of the table. */
export interface Person {
  /** 1, 2, 3 … as in the table. */
  readonly position: number;
  readonly name: string;
  readonly email: string | null;
  readonly upn: string | null;
  readonly department: string | null;
}

/** The template of every certificate of a batch. */
export interface BatchTemplate extends SubjectTemplate {
  readonly key: KeyAlgorithm;
  readonly days: number;
  /** `none`: certificates and keys in the inventory, no .p12 and no passphrases. */
  readonly profile: Pkcs12Profile | "none";
  /** Rounds of the .p12; null: those of the profile. */
  readonly iterations: number | null;
  /** SHA-256 of the root that the chain in the .p12 ends in; null and absent: that of the best chain. */
  readonly root?: string | null;
  /**
   * Where the issuer publishes, as the certificates say it: kept with the batch, so that a row that is taken up again
   * becomes the very same certificate. Null and absent: they do not say.
   */
  readonly addresses?: IssuerAddresses | null;
  /**
   * What the certificates are held against, its rules included: a row that is taken up again, or renewed, becomes what it
   * was to be, whatever was saved meanwhile. Absent: the built-in template of clients.
   */
  readonly heldAgainst?: Template;
}

/** The template that the certificates of a batch are held against. */
export function templateOfBatch({ heldAgainst = builtIn.client }: Pick<BatchTemplate, "heldAgainst">): Template {
  return heldAgainst;
}

export interface NewBatchRow extends Person {
  /** Name in the inventory that is wanted; a taken one is numbered when the certificate is stored. */
  readonly basename: string;
  /** Of the .p12, unique in its batch. */
  readonly fileName: string;
  /** The row that this one succeeds. */
  readonly predecessor: number | null;
}

export interface NewBatch {
  readonly title: string;
  readonly issuerFileName: string;
  readonly issuer: string;
  readonly template: BatchTemplate;
  readonly rows: readonly NewBatchRow[];
  readonly renewalOf: string | null;
  /** Of the example inventory; the renewal of such a batch is one too. */
  readonly isExample?: boolean;
}

/** A refusal as plain facts: an error code and what explains it. */
export type Problem = FailureData<CommandErrorFacts, "params">;

export type BatchState = "running" | "cancelled" | "stopped" | "done";

export interface BatchSummary {
  readonly batch: string;
  readonly title: string;
  readonly state: BatchState;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly finishedAt: Date | null;
  readonly issuer: string;
  readonly issuerFile: string;
  readonly template: BatchTemplate;
  readonly total: number;
  readonly issued: number;
  readonly failed: number;
  /** Why it is stopped. */
  readonly problem: Problem | null;
  /** The passphrases: not made yet, to be taken once, taken, or none (no .p12). */
  readonly sheet: "waiting" | "ready" | "taken" | "none";
  readonly sheetTakenAt: Date | null;
  readonly sheetTakenBy: string | null;
  readonly renewalOf: string | null;
  readonly isExample: boolean;
}

export type LinkState = "open" | "used" | "expired" | "revoked";

export interface BatchRowView extends Person {
  readonly state: "waiting" | "issued" | "failed";
  /** Of the .p12 in the zip. */
  readonly fileName: string;
  /** Name in the inventory; null until it is issued. */
  readonly identity: string | null;
  readonly serial: string | null;
  readonly notAfter: Date | null;
  readonly error: Problem | null;
  readonly link: { readonly state: LinkState; readonly expiresAt: Date; readonly usedAt: Date | null } | null;
  /** It succeeds an older certificate; it was succeeded by a newer one. */
  readonly isRenewal: boolean;
  readonly isRenewed: boolean;
  /** Its certificate was taken back, or is on hold. */
  readonly isRevoked: boolean;
}

export interface SheetRow {
  readonly position: number;
  readonly name: string;
  readonly email: string | null;
  readonly fileName: string;
  readonly passphrase: string;
}

export interface Holder {
  readonly position: number;
  readonly fileName: string;
  readonly notAfter: Date;
}

export interface RenewableRow extends Person {
  readonly row: number;
  readonly basename: string;
  readonly notAfter: Date;
}

export interface NewLink {
  readonly position: number;
  readonly name: string;
  readonly email: string | null;
  /** In clear here and nowhere else. */
  readonly token: string;
}

export interface Batches {
  /**
   * The batch and all of its rows, in one transaction; work on it begins at once. Returns its id. `key`: of an issuer
   * whose key has a passphrase of its own (`Vault.hold`): this process keeps it in memory until the batch ends. After a
   * restart the batch stops with `key.passphrase-needed`, and `resume` is given the key again.
   */
  create(batch: NewBatch, key: HeldKey | null): Promise<string>;
  /** Newest first. */
  list(query: { cursor?: string; limit: number }): Promise<{ rows: readonly BatchSummary[]; next: string | null }>;
  /** @throws Failure `batch.unknown` */
  summary(batch: string): Promise<BatchSummary>;
  /** Rows after a position, in the order of the table. */
  rows(
    batch: string,
    query: { after: number; limit: number; state?: BatchRowView["state"] },
  ): Promise<readonly BatchRowView[]>;
  /** Nothing more is begun; what is issued stays. @throws Failure `batch.unknown`, `batch.not-running` */
  cancel(batch: string): Promise<void>;
  /** Goes on where it was, with the failed rows tried again. @throws Failure `batch.unknown`, `batch.nothing-left` */
  resume(batch: string, key: HeldKey | null): Promise<void>;
  /**
   * People of a table who hold a live certificate of this issuer (DER), found by e-mail address, UPN, else by common
   * name.
   */
  holders(issuer: Uint8Array, people: readonly Person[]): Promise<readonly Holder[]>;
  /** Rows whose certificate ends before `until` and has no successor. */
  renewable(batch: string, until: Date): Promise<readonly RenewableRow[]>;
  /**
   * The passphrases, once: they are destroyed in the same transaction.
   * @throws Failure `batch.unknown`, `batch.running`, `batch.passphrases-taken`, `batch.no-files`
   */
  takeSheet(batch: string): Promise<readonly SheetRow[]>;
  /**
   * Every .p12 is made anew under another passphrase; open links end. @throws Failure `batch.unknown`, `batch.running`,
   * `batch.no-files`
   */
  repack(batch: string): Promise<void>;
  /** The .p12 files, read a page at a time. @throws Failure `batch.unknown`, `batch.no-files` */
  files(batch: string): Promise<AsyncIterable<{ readonly fileName: string; readonly bytes: Uint8Array }>>;
  /**
   * A link for each issued row, or for some; the older ones of those rows end. @throws Failure `batch.unknown`,
   * `batch.no-files`
   */
  createLinks(batch: string, order: { positions?: readonly number[]; expiresAt: Date }): Promise<readonly NewLink[]>;
  /** How many were open. @throws Failure `batch.unknown` */
  revokeLinks(batch: string, positions?: readonly number[]): Promise<number>;
  /** The file behind a link, once. @throws Failure `link.unknown`, `link.used`, `link.expired`, `link.revoked` */
  collect(link: string): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }>;
}
