import { FileBadge, FileQuestion, Landmark, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";

/** How two certificates hang together: joined links, snapped links, or links that nobody could try. */
export type EdgeState = "holds" | "broken" | "would";

export function StandingLinks({ state }: { readonly state: EdgeState }) {
  return (
    <span className="lk">
      <svg viewBox="0 0 16 36" aria-hidden="true">
        <rect x="3" y="1" width="10" height="14" rx="5" />
        {state === "broken" ? (
          <>
            <path d="M8 9.5v6M8 20.5l-1.2 4.5" strokeLinecap="round" />
            <g transform="rotate(14 8 28)">
              <rect x="3" y="21" width="10" height="14" rx="5" />
            </g>
            <path d="M12.5 17.2l2.5-1.2M3.5 18.8L1 20" strokeLinecap="round" strokeWidth="1.5" />
          </>
        ) : (
          <>
            <rect x="3" y="21" width="10" height="14" rx="5" />
            <path d="M8 10v16" strokeLinecap="round" />
          </>
        )}
      </svg>
    </span>
  );
}

export function LyingLinks({ state }: { readonly state: EdgeState }) {
  return (
    <span className="ln">
      <svg viewBox="0 0 36 16" aria-hidden="true">
        <rect x="1" y="3" width="14" height="10" rx="5" />
        {state === "broken" ? (
          <>
            <path d="M9.5 8h6M20.5 8l4.5 1.2" strokeLinecap="round" />
            <g transform="rotate(-14 28 8)">
              <rect x="21" y="3" width="14" height="10" rx="5" />
            </g>
            <path d="M17.2 4l-1.2-2.5M18.8 12.5L20 15" strokeLinecap="round" strokeWidth="1.5" />
          </>
        ) : (
          <>
            <rect x="21" y="3" width="14" height="10" rx="5" />
            <path d="M10 8h16" strokeLinecap="round" />
          </>
        )}
      </svg>
    </span>
  );
}

export type Place = "leaf" | "intermediate" | "root" | "missing";

export function PlaceIcon({ place, isSmall = false }: { readonly place: Place; readonly isSmall?: boolean }) {
  const Icon = { leaf: FileBadge, intermediate: Landmark, root: ShieldCheck, missing: FileQuestion }[place];
  return <Icon className={isSmall ? "i s" : "i"} aria-hidden />;
}

interface NodeProps {
  readonly place: Place;
  readonly name: ReactNode;
  readonly detail: string;
  readonly badge?: ReactNode;
}

export function ChainNode({ place, name, detail, badge }: NodeProps) {
  return (
    <li className={place === "missing" ? "node miss" : "node"}>
      <span className="ic">
        <PlaceIcon place={place} />
      </span>
      <div className="min-w-0">
        <b className="wrap-any">{name}</b>
        <span className="d">{detail}</span>
      </div>
      <span>{badge}</span>
    </li>
  );
}

export function ChainEdge({
  state,
  title,
  detail,
  action,
}: {
  readonly state: EdgeState;
  readonly title: string;
  readonly detail?: string;
  readonly action?: ReactNode;
}) {
  return (
    <li className={state === "holds" ? "edge" : `edge ${state}`}>
      <StandingLinks state={state} />
      <div className="txt">
        <b>{title}</b>
        {detail === undefined ? null : (
          <>
            <br />
            {detail}
          </>
        )}
        {action === undefined ? null : <div className="fix">{action}</div>}
      </div>
    </li>
  );
}
