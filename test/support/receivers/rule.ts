import type { Blueprint } from "./blueprint.ts";

/** One way in which a chain can be odd. Two of them can be crossed when their `about` differ. */
export interface Rule {
  readonly name: string;
  /** What it changes: rules with the same word exclude each other. */
  readonly about: string;
  readonly apply: (blueprint: Blueprint) => void;
  /** The purposes for which it says something; default: server. */
  readonly purposes?: readonly ("server" | "client" | "any")[];
  /** Asked by itself only when the whole matrix is: a sibling of it is always asked. */
  readonly isWide?: boolean;
}
