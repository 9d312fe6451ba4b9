import type { ReactNode } from "react";
import type { Tone } from "./tones";

export function Badge({
  tone,
  title,
  children,
}: {
  readonly tone?: Tone | "accent";
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={tone === undefined || tone === "idle" ? "badge" : `badge ${tone}`} title={title}>
      {children}
    </span>
  );
}
