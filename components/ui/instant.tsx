import { exactInstant, relativeTime, shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";

/** Relative in the line, exact on hover and for machines: in the person's zone and in UTC. */
export function Relative({ at, viewer }: { readonly at: Date; readonly viewer: Viewer }) {
  return (
    <time dateTime={at.toISOString()} title={exactInstant(viewer, at)}>
      {relativeTime(viewer, at)}
    </time>
  );
}

export function DateOnly({
  at,
  viewer,
  className,
}: {
  readonly at: Date;
  readonly viewer: Viewer;
  readonly className?: string;
}) {
  return (
    <time className={className} dateTime={at.toISOString()} title={exactInstant(viewer, at)}>
      {shortDate(viewer, at)}
    </time>
  );
}
