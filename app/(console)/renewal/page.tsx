import type { Metadata } from "next";
import Link from "next/link";
import { Banner } from "@/components/ui/banner";
import { PageHead } from "@/components/ui/page-head";
import { GenerationCompare } from "@/components/item/generation-compare";
import { Pager } from "@/components/ui/pager";
import { Refusal } from "@/components/ui/refusal";
import { ServiceSteps } from "@/components/services/service-steps";
import { shownStep } from "@/components/services/shown-plan";
import { shownServices } from "@/components/ui/service-names";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { exactInstant } from "@/lib/i18n/ui/time.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { restoreGeneration } from "../files/actions";
import { pageNumber } from "../page-number";
import { markStep } from "../services/actions";

interface RenewalPageProps {
  readonly searchParams: Promise<{ readonly name?: string; readonly page?: string | string[] }>;
}

export async function generateMetadata({ searchParams }: RenewalPageProps): Promise<Metadata> {
  const [{ texts }, { name }] = await Promise.all([readChoices(), searchParams]);
  return { title: fill(texts.services.renewal.title, { name: String(name ?? "") }) };
}

/** Replacing safely: what changes, whom it concerns, what they do, and the way back. */
export default async function RenewalPage({ searchParams }: RenewalPageProps) {
  const [person, { texts, viewer }, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const text = texts.services.renewal;
  const page = pageNumber(given.page);
  const answer = await read("renewal", { name: String(given.name ?? ""), page });
  if (!answer.ok) return <Refusal error={answer.error} title={texts.services.title} texts={texts.common} />;
  const { name, live, other, compared, services, usedBy, pages } = answer.value;
  const at = (number: number): string | null =>
    number < 1 || number > pages ? null : `/renewal?name=${encodeURIComponent(name)}&page=${number}`;
  const mayWrite = may(person.role, "inventory.write");
  const common = { copied: texts.common.copied, unreachable: texts.common.unreachable };
  const shown = (instant: string | null) => (instant === null ? null : exactInstant(viewer, new Date(instant)));
  const rows = compared.map((row) =>
    row.field === "notBefore" || row.field === "notAfter"
      ? { ...row, live: shown(row.live), other: shown(row.other) }
      : row,
  );
  const hasOtherKey = compared.some(({ field, differs }) => field === "publicKey" && differs);
  return (
    <>
      <PageHead
        title={fill(text.title, { name })}
        lede={text.lede}
        crumb={{ label: name, href: `/files/${encodeURIComponent(name)}`, navLabel: texts.item.back }}
      />
      <div className="grid grid-cols-1 content-start gap-8">
        {live === null || other === null ? (
          <Banner>{text.noOther}</Banner>
        ) : (
          <section>
            <p className="mb-3">{hasOtherKey ? text.keyDiffers : text.keySame}</p>
            <GenerationCompare
              name={name}
              live={live}
              other={other}
              rows={rows}
              restore={mayWrite ? restoreGeneration : null}
              changes={
                usedBy.length === 0
                  ? null
                  : fill(texts.item.usedBy.changes, { names: shownServices(usedBy, texts.files) })
              }
              texts={text}
              unreachable={common.unreachable}
            />
          </section>
        )}
        <section aria-labelledby="renewal-services">
          <h2 className="text-section mb-3" id="renewal-services">
            {text.services}
          </h2>
          {usedBy.length === 0 ? (
            <p className="text-muted">{text.noService}</p>
          ) : (
            services.map((service) => (
              <div key={service.name} className="mb-6">
                <h3 className="font-semibold mb-3">
                  <Link href={`/services/${encodeURIComponent(service.name)}`} prefetch={false}>
                    {service.name}
                  </Link>
                </h3>
                <ServiceSteps
                  service={service.name}
                  steps={service.steps.map((step) => shownStep(step, viewer, texts.services.page.doneBy))}
                  mark={mayWrite ? markStep : null}
                  texts={texts.services}
                  common={common}
                />
              </div>
            ))
          )}
          {pages === 1 ? null : (
            <Pager
              texts={{ ...texts.files, pages: texts.services.pages }}
              note={fill(texts.services.pageOf, { page, pages })}
              previous={at(page - 1)}
              next={at(page + 1)}
              hasKeys={false}
            />
          )}
        </section>
      </div>
    </>
  );
}
