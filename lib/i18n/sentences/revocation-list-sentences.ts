import type { OutputOf } from "../../commands/index.ts";
import type { CrlEntry } from "../../pki/inspect/types.ts";

export type ListSignature = OutputOf<"inspect">["lists"][number];

export interface RevocationListSentences {
  /** `who`: the file and the subject of the certificate that was asked. */
  readonly signature: Readonly<Record<ListSignature["verdict"], (who: string) => string>>;
  /** `date`: the day. */
  readonly revoked: (entry: CrlEntry) => string;
  readonly notListed: (serials: readonly string[]) => string;
}
