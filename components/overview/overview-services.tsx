import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { ServiceRows } from "../services/service-rows";
import { sectionClass, sectionHeadClass } from "../styles/section";

const gravity = { fail: 0, unknown: 1, warn: 2, pass: 3 } as const;
/** The rest is on the page of the services. */
const most = 6;

interface OverviewServicesProps {
  readonly services: OutputOf<"services">["services"];
  readonly total: number;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/** The services, those that are not ready first, each with what it is not ready without. */
export function OverviewServices({ services, total, texts, viewer }: OverviewServicesProps) {
  if (total === 0) return null;
  const text = texts.overview.services;
  const ready = services.filter(({ verdict }) => verdict === "pass" || verdict === "warn").length;
  const inOrder = [...services].sort((one, other) => gravity[one.verdict] - gravity[other.verdict]);
  return (
    <section className={sectionClass} aria-labelledby="services">
      <header className={sectionHeadClass}>
        <h2 id="services">{texts.services.title}</h2>
        <span className="text-sm text-subtle">{fill(text.ready, { n: ready, of: services.length })}</span>
        <Link className="ml-auto text-sm" href="/services" prefetch={false}>
          {fill(text.all, { n: total })}
        </Link>
      </header>
      <ServiceRows rows={inOrder.slice(0, most)} texts={texts} viewer={viewer} />
    </section>
  );
}
