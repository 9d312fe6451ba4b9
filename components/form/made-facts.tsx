import type { ReactNode } from "react";
import { cardClass } from "../styles/card";
import { factsClass } from "../styles/facts";

/** What was made, a line for each fact; null says nothing, and is left out. */
export function MadeFacts({ rows }: { readonly rows: readonly (readonly [label: string, value: ReactNode] | null)[] }) {
  return (
    <div className={`${cardClass} px-4 py-1`}>
      <dl className={factsClass({ isLined: true, isNarrow: true })}>
        {rows
          .filter((row) => row !== null)
          .map(([label, value]) => [<dt key={label}>{label}</dt>, <dd key={`${label} value`}>{value}</dd>])}
      </dl>
    </div>
  );
}
