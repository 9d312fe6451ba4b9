import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UploadButton } from "@/components/import/upload-button";
import { BulkActs } from "@/components/services/plan/bulk-acts";
import { bulkWork } from "@/components/services/plan/bulk-work";
import { MissingList } from "@/components/services/plan/missing-list";
import { PackButton } from "@/components/services/plan/pack-button";
import { placeOf } from "@/components/services/plan/plan-place";
import { ServicePlan } from "@/components/services/plan/service-plan";
import { ServiceSentence, ServiceStrip } from "@/components/services/plan/service-standing";
import { ServiceActions } from "@/components/services/service-actions";
import { ServiceTabs } from "@/components/services/service-tabs";
import { ExampleBadge } from "@/components/ui/example-badge";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/ui/refusal";
import { Verdict } from "@/components/ui/verdict";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { uploadFile } from "../../files/actions";
import { formTexts } from "../../form-texts";
import { reviewFiles } from "../../import/actions";
import { adoptStored, applyServiceFix, markStep, readScreen, removeService } from "../actions";
import { makeServiceRequests, signServiceRequests } from "../bulk-actions";
import { serviceTabs } from "../tabs";

interface ServicePageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata({ params }: ServicePageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) };
}

/** How a service stands, what is missing, and the steps of the machine that the address names. */
export default async function ServicePage({ params, searchParams }: ServicePageProps) {
  const name = decodeURIComponent((await params).id);
  const [{ role }, { texts, viewer, locale }, answer, asked] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("service", { service: name }),
    searchParams,
  ]);
  const { services: text, servicePage } = texts;
  if (!answer.ok) {
    if (answer.error.code === "service.unknown") notFound();
    return <Refusal error={answer.error} title={name} texts={texts.common} />;
  }
  const { plan, target } = answer.value;
  const mayWrite = may(role, "inventory.write");
  const titles: Readonly<Record<string, { readonly title: string }>> = texts.targets;
  const { form, unreachable, close } = formTexts(texts);
  return (
    <>
      <PageHead
        title={name}
        crumb={{ label: text.title, href: "/services", navLabel: text.title }}
        beside={
          <>
            <Verdict status={plan.verdict} word={text.verdict[plan.verdict]} />
            <span className="text-sm text-subtle">{titles[target]?.title ?? target}</span>
            {answer.value.isExample ? <ExampleBadge texts={texts.common} /> : null}
          </>
        }
        lede={<ServiceSentence plan={plan} texts={texts} viewer={viewer} />}
        actions={
          <>
            <PackButton
              service={name}
              target={target}
              isPrimary={plan.summary.isReady}
              missing={plan.summary.certificates.wanted - plan.summary.certificates.here}
              hasPkcs12={plan.files.some(({ kind }) => kind === "pkcs12")}
              mayTakeKeys={may(role, "key.export")}
              mayTakeClearKeys={may(role, "key.export-clear")}
              texts={{ text: texts.rehearsal.pack, show: form.showPassphrase, close, unreachable }}
              locale={locale}
            />
            <ServiceActions
              name={name}
              mayEdit={mayWrite}
              remove={may(role, "inventory.delete") ? removeService : null}
              texts={text.page}
              label={servicePage.menu}
              unreachable={unreachable}
            />
          </>
        }
      />
      <ServiceTabs name={name} tabs={serviceTabs(texts)} current="" label={text.page.tabs.label} />
      <ServiceStrip plan={plan} texts={texts} viewer={viewer} service={name} />
      <div className="mb-6">
        <MissingList
          missing={plan.summary.missing}
          service={name}
          applyFix={mayWrite ? applyServiceFix : null}
          upload={(label) => (
            <UploadButton
              send={uploadFile}
              review={reviewFiles}
              label={label}
              size="sm"
              texts={texts.upload}
              common={{ unreachable, close }}
              locale={locale}
            />
          )}
          texts={texts}
          locale={locale}
          unreachable={unreachable}
          acts={
            mayWrite ? (
              <BulkActs
                service={name}
                {...bulkWork(plan, texts)}
                make={makeServiceRequests}
                sign={may(role, "certificate.sign") ? signServiceRequests : null}
                adopt={adoptStored}
                texts={servicePage.bulk}
                unreachable={unreachable}
                locale={locale}
              />
            ) : undefined
          }
        />
      </div>
      <ServicePlan
        service={name}
        plan={plan}
        place={placeOf(plan, asked)}
        texts={texts}
        viewer={viewer}
        mark={mayWrite ? markStep : null}
        readScreen={mayWrite && answer.value.readsScreens ? readScreen : null}
        may={{ write: mayWrite, sign: may(role, "certificate.sign") }}
      />
    </>
  );
}
