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
