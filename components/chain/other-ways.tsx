import { Route } from "lucide-react";
import type { ReactNode } from "react";
import type { ShownEnd, ShownEnds } from "./shown-ends";

interface OtherWaysProps {
  readonly ends: ShownEnds;
  /** What takes another way: a link or a button. */
  readonly take: (other: ShownEnd) => ReactNode;
}

/** Which root a chain leads to, and the ways that were not taken. */
export function OtherWays({ ends, take }: OtherWaysProps) {
  if (ends.leads === null && ends.others.length === 0) return null;
  return (
    <div className="grid grid-cols-1 content-start gap-3 text-sm">
      {ends.leads === null ? null : <p className="wrap-anywhere text-muted">{ends.leads}</p>}
      {ends.others.length === 0 ? null : (
        <ul className="grid gap-3">
          {ends.others.map((other) => (
            <li key={other.choice} className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-2">
              <Route className="mt-0.5 size-4 text-subtle" aria-hidden />
              <span className="wrap-anywhere">{other.text}</span>
              {take(other)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
