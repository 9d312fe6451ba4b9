import { clsx } from "clsx";

interface FactsLook {
  /** A line between one fact and the next. */
  readonly isLined?: boolean;
  /** On a phone the name of a fact stands above it. */
  readonly isStacked?: boolean;
  readonly isNarrow?: boolean;
}

/** A `<dl>`: the names of the facts on the left, the facts on the right. */
export function factsClass({ isLined = false, isStacked = false, isNarrow = false }: FactsLook = {}, more?: string) {
  return clsx(
    "grid text-sm [&_.status]:whitespace-normal",
    "[&>dd]:min-w-0 [&>dd]:py-1.5 [&>dd]:wrap-anywhere [&>dt]:py-1.5 [&>dt]:text-subtle",
    isNarrow ? "grid-cols-[88px_minmax(0,1fr)]" : "grid-cols-[148px_minmax(0,1fr)]",
    isLined && "[&>:first-of-type]:border-t-0 [&>dd]:border-t [&>dt]:border-t",
    isStacked
      ? "max-md:grid-cols-1 max-md:[&>dd]:border-t-0 max-md:[&>dd]:pt-0 max-md:[&>dt]:pb-0"
      : "max-md:grid-cols-[108px_minmax(0,1fr)]",
    more,
  );
}
