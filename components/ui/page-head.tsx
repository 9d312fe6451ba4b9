import { clsx } from "clsx";
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
        <nav
          className="mb-1.5 flex items-center gap-1.5 text-sm text-subtle [&>a]:text-muted print:hidden"
          aria-label={crumb.navLabel}
        >
          <Link href={crumb.href} prefetch={false}>
            {crumb.label}
          </Link>
          <ChevronRight className="size-3.5" aria-hidden />
          <span aria-current="page">{title}</span>
        </nav>
      )}
      <div className="mb-5 flex items-start gap-4 max-md:flex-wrap max-md:gap-3">
        <div className="min-w-0 grow max-md:basis-full">
          <div className="flex items-center gap-2 flex-wrap">
            <h1 className="text-page">{title}</h1>
            {beside}
            {command === undefined ? null : (
              <code className="rounded-badge border bg-sunken px-[7px] font-mono text-xs/5 font-medium text-muted">
                {command}
              </code>
            )}
          </div>
          {lede === undefined ? null : <div className="mt-0.5 max-w-[76ch] text-muted">{lede}</div>}
        </div>
        {actions === undefined ? null : (
          <div
            className={clsx(
              "ml-auto flex flex-none gap-2 max-md:ml-0 max-md:w-full print:hidden",
              "max-md:*:flex-1 max-md:[&>[aria-haspopup=menu]]:flex-none",
            )}
          >
            {actions}
          </div>
        )}
      </div>
    </>
  );
}
