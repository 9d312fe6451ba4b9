import { daysUntil, exactInstant, relativeTime, shortDate, type Viewer } from "@/lib/i18n/ui-time.ts";
import { fill } from "@/lib/i18n/ui-text.ts";

interface ExpiryProps {
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  readonly viewer: Viewer;
  /** `{percent} % of its life is over` and what stands where there is no certificate. */
  readonly words: { readonly life: string; readonly noCertificate: string };
}

/** Relative left, date right, and the share of its life that is over as a bar: grey until it is a warning. */
export function Expiry({ notBefore, notAfter, viewer, words }: ExpiryProps) {
  if (notAfter === null) return <div className="exp none">{words.noCertificate}</div>;
  const days = daysUntil(viewer, notAfter);
  const tone = days <= 7 ? "danger" : days <= 30 ? "warn" : "";
  const start = notBefore?.getTime() ?? viewer.now.getTime();
  const share = (viewer.now.getTime() - start) / Math.max(1, notAfter.getTime() - start);
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className={`exp ${tone}`}>
      <time className="rel" dateTime={notAfter.toISOString()} title={`${exactInstant(viewer, notAfter)}. ${fill(words.life, { percent })}`}>
        {relativeTime(viewer, notAfter)}
      </time>
      <span className="abs">{shortDate(viewer, notAfter)}</span>
      <svg className={`bar ${tone}`} aria-hidden="true">
        <rect width={`${percent}%`} />
      </svg>
    </div>
  );
}
