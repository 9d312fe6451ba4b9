import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHead } from "@/components/ui/page-head";
import { Preflight } from "@/components/services/preflight";
import { Refusal } from "@/components/ui/refusal";
import { ServiceActions } from "@/components/services/service-actions";
import { ServiceAside, ServiceRequests, ServiceSettings } from "@/components/services/service-parts";
import { ServiceSteps } from "@/components/services/service-steps";
import { ServiceTabs } from "@/components/services/service-tabs";
import { shownStep, titlesOf } from "@/components/services/shown-plan";
import { UploadButton } from "@/components/import/upload-button";
import { Verdict } from "@/components/ui/verdict";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { uploadFile } from "../../files/actions";
import { reviewFiles } from "../../import/actions";
import { applyServiceFix, removeService, markStep } from "../actions";
import { serviceTabs } from "../tabs";
import { splitClass } from "@/components/styles/section";

interface ServicePageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: ServicePageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) };
}

/** A service's plan: failed checks, requests to make, lines to type, and the files of each machine. */
export default async function ServicePage({ params }: ServicePageProps) {
  const name = decodeURIComponent((await params).id);
  const [person, { texts, viewer, locale }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("service", { service: name }),
  ]);
  const text = texts.services;
  if (!answer.ok) {
    if (answer.error.code === "service.unknown") notFound();
    return <Refusal error={answer.error} title={name} texts={texts.common} />;
  }
  const { plan, target } = answer.value;
  const mayWrite = may(person.role, "inventory.write");
  const titles: Readonly<Record<string, { readonly title: string }>> = texts.targets;
  const steps = plan.steps.map((step) => shownStep(step, viewer, text.page.doneBy));
  const common = { copied: texts.common.copied, unreachable: texts.common.unreachable };
  const show = { service: name, mark: mayWrite ? markStep : null, texts: text, common };
  const renewing = steps.filter(({ phase }) => phase === "renew");
  return (
    <>
      <PageHead
        title={name}
        crumb={{ label: text.title, href: "/services", navLabel: text.title }}
        beside={<Verdict status={plan.verdict} word={text.verdict[plan.verdict]} />}
        lede={titles[target]?.title ?? target}
        actions={
          <ServiceActions
            name={name}
            mayEdit={mayWrite}
            remove={may(person.role, "inventory.delete") ? removeService : null}
            texts={text.page}
            unreachable={common.unreachable}
          />
        }
      />
      <ServiceTabs name={name} tabs={serviceTabs(texts)} current="" label={text.page.tabs.label} />
      <div className={splitClass}>
        <div className="grid grid-cols-1 content-start gap-8">
          <Preflight
            service={name}
            checks={plan.checks}
            titles={titlesOf(plan, text)}
            texts={text}
            locale={locale}
            applyFix={mayWrite ? applyServiceFix : null}
            unreachable={common.unreachable}
            upload={(label) => (
              <UploadButton
                send={uploadFile}
                review={reviewFiles}
                label={label}
                size="sm"
                texts={texts.upload}
                common={{ unreachable: common.unreachable, close: texts.common.close }}
                locale={locale}
              />
            )}
          />
          {plan.requests.length === 0 ? null : (
            <ServiceRequests plan={plan} texts={text} copied={common.copied} mayMend={mayWrite} locale={locale} />
          )}
          <ServiceSettings plan={plan} texts={text} copied={common.copied} />
          <section aria-labelledby="steps">
            <h2 className="text-section mb-3" id="steps">
              {text.page.steps}
            </h2>
            <ServiceSteps {...show} steps={steps.filter(({ phase }) => phase !== "renew")} />
          </section>
          {renewing.length === 0 ? null : (
            <section aria-labelledby="renewing">
              <h2 className="text-section mb-3" id="renewing">
                {text.page.renewalSteps}
              </h2>
              <ServiceSteps {...show} steps={renewing} />
            </section>
          )}
        </div>
        <ServiceAside plan={plan} texts={text} locale={locale} />
      </div>
    </>
  );
}
