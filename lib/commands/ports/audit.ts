export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly finishedAt: Date | null;
  readonly actor: string;
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
