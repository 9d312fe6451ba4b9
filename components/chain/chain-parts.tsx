import { clsx } from "clsx";
import { FileBadge, FileQuestion, Landmark, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";

/** Certificates, one above the other, with what ties them. */
export const chainClass = "grid max-w-[560px]";

const nodeClass =
  "relative grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-x-3 rounded-card border py-2.5 pr-3.5 pl-3";

/** Two certificates: joined, not joined, or not tried. */
export type EdgeState = "holds" | "broken" | "would";

/** The two links of a chain, drawn upright (a list of certificates) or lying (a path from left to right). */
const drawings = {
  upright: {
    className: [
      "grid w-5 grid-rows-[1fr_36px_1fr] justify-items-center self-stretch justify-self-center",
      "before:w-0.5 before:bg-current after:w-0.5 icon:h-9 icon:w-4 icon:fill-none icon:stroke-current icon:stroke-2",
    ],
    brokenLine: "after:bg-[repeating-linear-gradient(currentColor_0_4px,transparent_4px_7px)]",
    viewBox: "0 0 16 36",
    first: { x: 3, y: 1, width: 10, height: 14 },
    second: { x: 3, y: 21, width: 10, height: 14 },
    joint: "M8 10v16",
    ends: "M8 9.5v6M8 20.5l-1.2 4.5",
    tilt: "rotate(14 8 28)",
    sparks: "M12.5 17.2l2.5-1.2M3.5 18.8L1 20",
  },
  lying: {
    className: [
      "row-start-2 grid grid-cols-[1fr_36px_1fr] items-center before:h-0.5 before:bg-current after:h-0.5",
      "icon:h-4 icon:w-9 icon:fill-none icon:stroke-current icon:stroke-2",
      "max-md:w-15 max-md:rotate-90 max-md:place-self-center max-md:[grid-area:1/1/3/2]",
    ],
    brokenLine: "after:bg-[repeating-linear-gradient(to_right,currentColor_0_4px,transparent_4px_7px)]",
    viewBox: "0 0 36 16",
    first: { x: 1, y: 3, width: 14, height: 10 },
    second: { x: 21, y: 3, width: 14, height: 10 },
    joint: "M10 8h16",
    ends: "M9.5 8h6M20.5 8l4.5 1.2",
    tilt: "rotate(-14 28 8)",
    sparks: "M17.2 4l-1.2-2.5M18.8 12.5L20 15",
  },
} as const;

const linkTones = { holds: "text-ok-mark", broken: "text-danger-mark", would: "text-idle-mark" } as const;

export function ChainLinks({ state, way }: { readonly state: EdgeState; readonly way: keyof typeof drawings }) {
  const drawing = drawings[way];
  return (
    <span
      className={clsx(
        drawing.className,
        linkTones[state],
        state === "broken" ? drawing.brokenLine : "after:bg-current",
      )}
    >
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
  return <Icon className={isSmall ? "size-3.5" : "size-4"} aria-hidden />;
}

interface NodeProps {
  readonly place: Place;
  readonly name: ReactNode;
  readonly detail: string;
  readonly badge?: ReactNode;
}

export function ChainNode({ place, name, detail, badge }: NodeProps) {
  return (
    <li
      className={clsx(
        nodeClass,
        place === "missing" ? "border-dashed border-danger-mark bg-danger-soft" : "border-line-strong bg-surface",
      )}
    >
      <span
        className={clsx(
          "grid size-9 place-items-center rounded-control border",
          place === "missing" ? "border-dashed border-danger-mark text-danger" : "bg-sunken text-muted",
        )}
      >
        <PlaceIcon place={place} />
      </span>
      <div className="min-w-0">
        <b className="block text-sm wrap-anywhere">{name}</b>
        <span className={clsx("text-xs/[18px]", place === "missing" ? "text-muted" : "text-subtle")}>{detail}</span>
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
    <li className="grid min-h-13 grid-cols-[36px_minmax(0,1fr)] items-center gap-x-3 px-3 text-xs/[18px] text-muted">
      <ChainLinks way="upright" state={state} />
      <div className="py-1.5">
        <b className={state === "broken" ? "text-sm/[18px] font-semibold text-danger" : "font-medium text-ink"}>
          {title}
        </b>
        {detail === undefined ? null : (
          <>
            <br />
            {detail}
          </>
        )}
        {action === undefined ? null : <div className="mt-2 mb-2.5">{action}</div>}
      </div>
    </li>
  );
}
