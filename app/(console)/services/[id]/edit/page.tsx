import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ServiceForm } from "@/components/services/describe/service-form";
import { startValues } from "@/components/services/describe/service-start";
import { PageHead } from "@/components/ui/page-head";
import { Forbidden } from "@/components/ui/forbidden";
import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../../person";
import { suggestFiles } from "../../../actions";
import { saveService } from "../../actions";
import { checkService } from "../../check-action";

interface EditPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: EditPageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) };
}

export default async function EditServicePage({ params }: EditPageProps) {
  const name = decodeURIComponent((await params).id);
  const [person, { texts, locale, viewer }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("service", { service: name }),
  ]);
  const text = texts.services;
  const title = fill(text.form.editTitle, { name });
  if (!may(person.role, "inventory.write")) return <Forbidden title={title} role={person.role} texts={texts} />;
  if (!answer.ok) {
    if (answer.error.code === "service.unknown") notFound();
    return <Refusal error={answer.error} title={title} texts={texts.common} />;
  }
  const { target, fields, inputs, updatedAt } = answer.value;
  return (
    <>
      <PageHead
        title={title}
        crumb={{ label: name, href: `/services/${encodeURIComponent(name)}`, navLabel: text.title }}
      />
      <ServiceForm
        target={target}
        fields={fields}
        start={{ name, values: startValues(fields, inputs) }}
        previous={{ name, since: updatedAt }}
        save={saveService}
        check={checkService}
        suggest={suggestFiles}
        texts={{ services: text, servicePage: texts.servicePage, form: texts.form, common: texts.common }}
        locale={locale}
        zone={viewer.zone}
      />
    </>
  );
}
