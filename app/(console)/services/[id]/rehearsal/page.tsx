import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ServiceRehearsal } from "@/components/rehearsal/rehearsal-panel";
import { PageHead } from "@/components/ui/page-head";
import { PlannedHandshakes } from "@/components/services/planned-handshakes";
import { Refusal } from "@/components/ui/refusal";
import { ServiceTabs } from "@/components/services/service-tabs";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../../person";
import { formTexts } from "../../../form-texts";
import { rehearseService } from "../../../rehearsal/actions";
import { serviceTabs } from "../../tabs";

interface ServiceRehearsalPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: ServiceRehearsalPageProps): Promise<Metadata> {
  const [{ id }, { texts }] = await Promise.all([params, readChoices()]);
  return { title: `${texts.rehearsal.title} · ${decodeURIComponent(id)}` };
}

/** The connections of a kept service, tried with what is stored now; and its pack. */
export default async function ServiceRehearsalPage({ params }: ServiceRehearsalPageProps) {
  const name = decodeURIComponent((await params).id);
  const [{ role }, { texts, locale }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("service", { service: name }),
  ]);
  const { services, rehearsal: text } = texts;
  if (!answer.ok) {
    if (answer.error.code === "service.unknown") notFound();
    return <Refusal error={answer.error} title={name} texts={texts.common} />;
  }
  const { form, unreachable, close } = formTexts(texts);
  return (
    <>
      <PageHead
        title={name}
        crumb={{ label: services.title, href: "/services", navLabel: services.title }}
        lede={text.lede}
      />
      <ServiceTabs name={name} tabs={serviceTabs(texts)} current="rehearsal" label={services.page.tabs.label} />
      <ServiceRehearsal
        service={name}
        target={answer.value.target}
        rehearse={rehearseService}
        planned={<PlannedHandshakes handshakes={answer.value.plan.handshakes} texts={text} locale={locale} />}
        mayRehearse={may(role, "inventory.write")}
        hasPkcs12={answer.value.plan.files.some(({ kind }) => kind === "pkcs12")}
        mayTakeKeys={may(role, "key.export")}
        mayTakeClearKeys={may(role, "key.export-clear")}
        texts={{ text, form, unreachable, close }}
        locale={locale}
      />
    </>
  );
}
