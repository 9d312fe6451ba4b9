import type { ReactNode } from "react";

/** What this is, the one next step, an example. */
export function Empty({ icon, title, children, actions, example }: { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode; readonly actions?: ReactNode; readonly example?: ReactNode }) {
  return (
    <section className="empty">
      <span className="ic" aria-hidden="true">
        {icon}
      </span>
      <b>{title}</b>
      <p>{children}</p>
      {actions === undefined ? null : <div className="row wrap">{actions}</div>}
      {example === undefined ? null : <p className="xs mt-3">{example}</p>}
    </section>
  );
}
