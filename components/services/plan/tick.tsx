import { clsx } from "clsx";
import { Glyph } from "../../ui/glyph";

const tickClass = "grid size-[18px] flex-none place-items-center rounded-full icon:size-3 icon:stroke-[2.5]";

/** A green disc: the console itself ticked it. Never like the box that a person ticks. */
export function ConsoleTick({ label }: { readonly label: string }) {
  return (
    <span
      className={clsx(tickClass, "bg-ok-soft text-ok shadow-[inset_0_0_0_1px_var(--ok-line)]")}
      role="img"
      aria-label={label}
    >
      <Glyph name="check" />
    </span>
  );
}

/** An hourglass: something else has to come first. */
export function WaitTick({ label }: { readonly label: string }) {
  return (
    <span className={clsx(tickClass, "border-[1.5px] border-line-strong text-subtle")} role="img" aria-label={label}>
      <Glyph name="hourglass" />
    </span>
  );
}

/** A ring that fills with what is done; dashed while nothing is, the disc when everything is. */
export function TallyTick({
  done,
  all,
  label,
}: {
  readonly done: number;
  readonly all: number;
  readonly label: string;
}) {
  if (all > 0 && done === all) return <ConsoleTick label={label} />;
  if (done === 0)
    return (
      <span
        className={clsx(tickClass, "border-[1.5px] border-dashed border-line-control")}
        role="img"
        aria-label={label}
      />
    );
  return (
    <svg className="size-[18px] -rotate-90" viewBox="0 0 18 18" role="img" aria-label={label}>
      <circle className="fill-none stroke-line-strong" cx="9" cy="9" r="7" strokeWidth="4" />
      <circle
        className="fill-none stroke-accent"
        cx="9"
        cy="9"
        r="7"
        strokeWidth="4"
        pathLength={all}
        strokeDasharray={`${done} ${all}`}
      />
    </svg>
  );
}

/** How much is done, as a line; its number stands beside it. */
export function TallyBar({
  done,
  all,
  isQuiet = false,
  className,
}: {
  readonly done: number;
  readonly all: number;
  readonly isQuiet?: boolean;
  readonly className?: string;
}) {
  const share = all === 0 ? 0 : Math.round((done / all) * 100);
  return (
    <svg
      className={clsx("h-1 rounded-full bg-line", className)}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {share === 0 ? null : (
        <rect
          className={isQuiet ? "fill-idle-mark" : share === 100 ? "fill-ok-mark" : "fill-accent"}
          width={share}
          height="4"
        />
      )}
    </svg>
  );
}
