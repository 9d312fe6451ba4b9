import { Server } from "lucide-react";
import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { shownStep } from "../services/shown-plan";
import { CopyButton } from "../ui/copy-button";
import { cardClass } from "../styles/card";

interface RenewalServicesProps {
  readonly services: OutputOf<"renewal">["services"];
  readonly total: number;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/** What to do at each service that uses it, with the lines. */
export function RenewalServices({ services, total, texts, viewer }: RenewalServicesProps) {
  const text = texts.renew;
  return (
    <section aria-labelledby="renewal-services">
      <div className="mb-2 flex items-baseline gap-3">
        <h2 className="text-section" id="renewal-services">
          {text.services}
        </h2>
        {total === 0 ? null : (
          <span className="ml-auto text-sm text-subtle">
            {total === 1 ? text.serviceCount : fill(text.servicesCount, { n: total })}
          </span>
        )}
      </div>
      <div className={cardClass}>
        {services.length === 0 ? <p className="p-4 text-sm text-muted">{text.noService}</p> : null}
        {services.map(({ name, steps }) => (
          <div key={name} className="border-t px-4 py-3 text-sm first:border-t-0">
            <h3 className="mb-1 flex items-center gap-2 font-semibold">
              <Server className="size-4 text-subtle" aria-hidden />
              <Link className="min-w-0 wrap-anywhere" href={`/services/${encodeURIComponent(name)}`} prefetch={false}>
                {name}
              </Link>
            </h3>
            {steps.length === 0 ? <p className="text-muted">{text.nothingToDo}</p> : null}
            <ol className="grid gap-2">
              {steps
                .map((step) => shownStep(step, viewer, ""))
                .map(({ id, node, note, lines }) => (
                  <li key={id}>
                    {node === "" ? null : <span className="text-xs text-subtle">{node}</span>}
                    {note === "" ? null : <p className="wrap-anywhere">{note}</p>}
                    {lines.length === 0 ? null : (
                      <div className="mt-1 grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1 rounded-control bg-code py-1.5 pr-1.5 pl-3 text-code-text">
                        <pre
                          className="p-0 text-xs/5 wrap-anywhere whitespace-pre-wrap"
                          tabIndex={0}
                          role="region"
                          aria-label={lines[0]}
                        >
                          {lines.join("\n")}
                        </pre>
                        <CopyButton
                          value={lines.join("\n")}
                          label={fill(texts.services.page.copyLines, { step: lines[0] ?? "" })}
                          done={texts.common.copied}
                        />
                      </div>
                    )}
                  </li>
                ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}
