import type { ActKind } from "./acts.ts";

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly finishedAt: Date | null;
  readonly actor: string;
  /** `system`: a script on the host; null where the caller is not known. */
  readonly actorKind: "user" | "token" | "link" | "system" | null;
  /** Of a person who is still in the console: their name. */
  readonly actorName: string | null;
  /** Of a token: the e-mail address of the person behind it, `npm run token` when it was made on the host. */
  readonly owner: string | null;
  /** Where the request came from; null for scripts on the host, and for rows from before it was noted. */
  readonly address: string | null;
  /** Id of the session, the token or the link that asked. */
  readonly credential: string | null;
  readonly role: string;
  readonly surface: "browser" | "terminal" | "http" | "system";
  readonly command: string;
  /** `unfinished`: begun and never ended (a crash in between). */
  readonly outcome: "unfinished" | "done" | "refused" | "failed";
  readonly errorCode: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface AuditQuery {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly outcome?: AuditRow["outcome"] | undefined;
  readonly search?: string | undefined;
  /** Name of an item: acts on it or on a file of it, and on no other whose name contains it. */
  readonly item?: string | undefined;
  /** E-mail address, or name of a token, as the row has it; "" for callers that are not known. */
  readonly actor?: string | undefined;
  readonly act?: ActKind | undefined;
  /** Begun at this instant or later, and before that one. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  readonly next: string | null;
  /** Which of the things that the rows name are still here, and the titles of the batches. */
  readonly links: {
    readonly items: readonly string[];
    readonly services: readonly string[];
    readonly batches: readonly { readonly id: string; readonly title: string }[];
  };
}

/** One who stands in the log. */
export interface AuditActor {
  readonly actor: string;
  readonly name: string | null;
}
