import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UploadButton } from "@/components/import/upload-button";
import { titlesOf } from "@/components/services/check-titles";
import { Preflight } from "@/components/services/preflight";
import { ServiceTabs } from "@/components/services/service-tabs";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../../person";
import { uploadFile } from "../../../files/actions";
import { reviewFiles } from "../../../import/actions";
import { applyServiceFix } from "../../actions";
import { serviceTabs } from "../../tabs";

interface ServiceChecksPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: ServiceChecksPageProps): Promise<Metadata> {
  const [{ id }, { texts }] = await Promise.all([params, readChoices()]);
  return { title: `${texts.servicePage.checks.title} · ${decodeURIComponent(id)}` };
}

/** Every check of a service with where its rule stands; those that hold are folded. */
export default async function ServiceChecksPage({ params }: ServiceChecksPageProps) {
  const name = decodeURIComponent((await params).id);
  const [{ role }, { texts, locale }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("service", { service: name }),
  ]);
  const { services: text, servicePage } = texts;
  if (!answer.ok) {
    if (answer.error.code === "service.unknown") notFound();
    return <Refusal error={answer.error} title={name} texts={texts.common} />;
  }
  const { plan } = answer.value;
  const { unreachable, close } = texts.common;
  return (
    <>
      <PageHead
        title={name}
        crumb={{ label: text.title, href: "/services", navLabel: text.title }}
        lede={servicePage.checks.lede}
      />
      <ServiceTabs name={name} tabs={serviceTabs(texts)} current="checks" label={text.page.tabs.label} />
      <Preflight
        service={name}
        checks={plan.checks}
        titles={titlesOf(plan, text)}
        texts={text}
        locale={locale}
        applyFix={may(role, "inventory.write") ? applyServiceFix : null}
        unreachable={unreachable}
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
      />
    </>
  );
}
