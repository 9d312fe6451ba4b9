import { FileBadge, FileQuestion, Landmark, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";

/** Two certificates: joined, not joined, or not tried. */
export type EdgeState = "holds" | "broken" | "would";

/** The two links of a chain, drawn upright (a list of certificates) or lying (a path from left to right). */
const drawings = {
  upright: {
    className: "lk",
    viewBox: "0 0 16 36",
    first: { x: 3, y: 1, width: 10, height: 14 },
    second: { x: 3, y: 21, width: 10, height: 14 },
    joint: "M8 10v16",
    ends: "M8 9.5v6M8 20.5l-1.2 4.5",
    tilt: "rotate(14 8 28)",
    sparks: "M12.5 17.2l2.5-1.2M3.5 18.8L1 20",
  },
  lying: {
    className: "ln",
    viewBox: "0 0 36 16",
    first: { x: 1, y: 3, width: 14, height: 10 },
    second: { x: 21, y: 3, width: 14, height: 10 },
    joint: "M10 8h16",
    ends: "M9.5 8h6M20.5 8l4.5 1.2",
    tilt: "rotate(-14 28 8)",
    sparks: "M17.2 4l-1.2-2.5M18.8 12.5L20 15",
  },
} as const;

export function ChainLinks({ state, way }: { readonly state: EdgeState; readonly way: keyof typeof drawings }) {
  const drawing = drawings[way];
  return (
    <span className={drawing.className}>
      <svg viewBox={drawing.viewBox} aria-hidden="true">
        <rect {...drawing.first} rx="5" />
        {state === "broken" ? (
          <>
            <path d={drawing.ends} strokeLinecap="round" />
            <g transform={drawing.tilt}>
              <rect {...drawing.second} rx="5" />
            </g>
            <path d={drawing.sparks} strokeLinecap="round" strokeWidth="1.5" />
          </>
        ) : (
          <>
            <rect {...drawing.second} rx="5" />
            <path d={drawing.joint} strokeLinecap="round" />
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
      <ChainLinks way="upright" state={state} />
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
