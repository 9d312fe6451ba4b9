import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";

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
    <div className={`banner ${tone}`} role={role} ref={ref} tabIndex={tabIndex} id={id}>
      <Icon className="i" aria-hidden />
      <div>
        {title === undefined ? null : <b>{title}</b>}
        {children === undefined || children === null ? null : <div className="p">{children}</div>}
      </div>
      {actions === undefined ? null : <div className="do">{actions}</div>}
    </div>
  );
}
