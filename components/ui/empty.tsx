import { clsx } from "clsx";
import type { ReactNode } from "react";

/** An empty page: what it is for, the one next step, an example. */
export function Empty({
  icon,
  title,
  children,
  actions,
  example,
  isPageTitle = false,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly example?: ReactNode;
  readonly isPageTitle?: boolean;
}) {
  return (
    <section
      className={clsx(
        "grid justify-items-center gap-1.5 rounded-card border border-dashed border-line-strong px-6 py-12 text-center",
        "[:where(&>p)]:max-w-[56ch] [:where(&>p)]:text-muted",
      )}
    >
      <span
        className="mb-1.5 grid size-11 place-items-center rounded-[10px] border bg-sunken text-muted icon:size-5"
        aria-hidden="true"
      >
        {icon}
      </span>
      {isPageTitle ? <h1 className="font-semibold">{title}</h1> : <b className="text-[15px]">{title}</b>}
      <p>{children}</p>
      {actions === undefined ? null : (
        <div className="mt-3 flex flex-wrap items-center justify-center gap-2">{actions}</div>
      )}
      {example === undefined ? null : <p className="mt-3 text-xs">{example}</p>}
    </section>
  );
}
