import type { CrlPlan, Made } from "../authority.ts";
import type { PathFindingCode } from "../../../lib/pki/path/finding.ts";
import type { PathInput } from "../../../lib/pki/path/options.ts";

/** The verdict of another program on a case: more arguments for its command, and where it says otherwise, why. */
export interface Stranger {
  readonly words?: readonly string[];
  readonly says?: "accept" | "reject";
  readonly because?: string;
}

/** One rule of path validation, kept or broken, in a chain made for it. */
export interface PathCase {
  readonly rule: string;
  /** Target first, anchor last. */
  readonly chain: readonly Made[];
  /** Given in the place of the certificates between the two, and of the anchor. */
  readonly untrusted?: readonly Made[];
  readonly anchors?: readonly Made[];
  /** Null: accepted. */
  readonly code: PathFindingCode | null;
  readonly options?: Partial<PathInput>;
  readonly crls?: readonly CrlPlan[];
  readonly openssl?: Stranger;
  /** Null: GnuTLS's certtool cannot be asked. */
  readonly certtool?: Stranger | null;
}
