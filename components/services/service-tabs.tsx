import { clsx } from "clsx";
import Link from "next/link";
import { tabsClass } from "../styles/tabs";

export interface ServiceTab {
  /** Folder below the service's own; "" is the plan. */
  readonly folder: string;
  readonly label: string;
}

/** The parts of a service: links, so that each has an address. */
export function ServiceTabs({
  name,
  tabs,
  current,
  label,
}: {
  readonly name: string;
  readonly tabs: readonly ServiceTab[];
  readonly current: string;
  readonly label: string;
}) {
  const base = `/services/${encodeURIComponent(name)}`;
  return (
    <nav className={clsx(tabsClass, "mb-6")} aria-label={label}>
      {tabs.map(({ folder, label: word }) => (
        <Link
          key={folder}
          href={folder === "" ? base : `${base}/${folder}`}
          prefetch={false}
          aria-current={folder === current ? "page" : undefined}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
