import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

interface PageHeadProps {
  readonly title: string;
  /** The typed command that this page is. */
  readonly command?: string;
  readonly lede?: ReactNode;
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  readonly crumb?: { readonly label: string; readonly href: string; readonly navLabel: string };
}

export function PageHead({ title, command, lede, beside, actions, crumb }: PageHeadProps) {
  return (
    <>
      {crumb === undefined ? null : (
        <nav className="crumb" aria-label={crumb.navLabel}>
          <Link href={crumb.href} prefetch={false}>
            {crumb.label}
          </Link>
          <ChevronRight className="i s" aria-hidden />
          <span aria-current="page">{title}</span>
        </nav>
      )}
      <div className="head">
        <div className="grow min-w-0">
          <div className="row wrap">
            <h1>{title}</h1>
            {beside}
            {command === undefined ? null : <code className="cmdtag">{command}</code>}
          </div>
          {lede === undefined ? null : <div className="lede">{lede}</div>}
        </div>
        {actions === undefined ? null : <div className="acts">{actions}</div>}
      </div>
    </>
  );
}
