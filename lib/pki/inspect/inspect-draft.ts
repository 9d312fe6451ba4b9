import type { Finding } from "../checks/finding.ts";
import type { Cards, ElementKind, InspectedElement, Note, TextNode } from "./types.ts";
import type { Recognised } from "../files/recognise.ts";
import type { TreeBudget } from "./text-tree.ts";

export interface InspectOptions {
  readonly now: Date;
  /** Tried on locked keys and PKCS#12. */
  readonly passphrase?: string;
}

/** What an inspection carries from element to element, and into containers. */
export interface Inspecting {
  readonly options: InspectOptions;
  readonly nodes: TreeBudget;
  readonly rows: TreeBudget;
  readonly depth: number;
  /** Inspects what a container holds. */
  inspect(element: Recognised, work: Inspecting): Promise<InspectedElement>;
}

/** An element half inspected: what depends on its kind. */
export interface Draft {
  readonly kind: ElementKind;
  readonly card: Cards[ElementKind] | null;
  readonly text: TextNode;
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  /** What the fingerprints are of when not of the element: the public half of a private key. */
  readonly identifiedBy?: Uint8Array;
}
