import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";

const base = [
  "grid grid-cols-[16px_1fr_auto] items-start gap-x-2.5 gap-y-0.5 rounded-card border px-3.5 py-[11px] text-sm text-ink",
  "max-md:grid-cols-[16px_1fr] icon:mt-0.5 [&_b]:block [&_li]:py-px [&_ul]:mt-0.5",
  "[&_li_a]:text-danger [&_li_a]:underline [&_li_a]:underline-offset-3",
];

const tones = {
  info: "border-info-line bg-info-soft icon:text-info-mark",
  ok: "border-ok-line bg-ok-soft icon:text-ok-mark",
  warn: "border-warn-line bg-warn-soft icon:text-warn-mark",
  danger: "border-danger-line bg-danger-soft icon:text-danger-mark",
} as const;

const icons = { info: Info, ok: CircleCheck, warn: TriangleAlert, danger: CircleAlert } as const;

interface BannerProps {
  readonly tone?: keyof typeof icons;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` interrupts, `status` waits. */
  readonly role?: "alert" | "status";
  readonly ref?: Ref<HTMLDivElement>;
  readonly tabIndex?: number;
  readonly id?: string;
}

export function Banner({ tone = "info", title, children, actions, role, ref, tabIndex, id }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div className={clsx(base, tones[tone])} role={role} ref={ref} tabIndex={tabIndex} id={id}>
      <Icon aria-hidden />
      <div>
        {title === undefined ? null : <b>{title}</b>}
        {children === undefined || children === null ? null : <div className="text-muted">{children}</div>}
      </div>
      {actions === undefined ? null : (
        <div
          className={clsx(
            "row-span-2 flex gap-2 self-center",
            "max-md:col-start-2 max-md:row-auto max-md:mt-2 max-md:flex-wrap max-md:justify-self-start",
          )}
        >
          {actions}
        </div>
      )}
    </div>
  );
}
