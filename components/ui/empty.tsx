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
    <section className="empty">
      <span className="ic" aria-hidden="true">
        {icon}
      </span>
      {isPageTitle ? <h1 className="strong">{title}</h1> : <b>{title}</b>}
      <p>{children}</p>
      {actions === undefined ? null : <div className="row wrap">{actions}</div>}
      {example === undefined ? null : <p className="xs mt-3">{example}</p>}
    </section>
  );
}
