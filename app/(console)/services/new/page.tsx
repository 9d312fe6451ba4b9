import { clsx } from "clsx";
import type { Metadata } from "next";
import { ServiceForm } from "@/components/services/describe/service-form";
import { startValues } from "@/components/services/describe/service-start";
import { PageHead } from "@/components/ui/page-head";
import { Forbidden } from "@/components/ui/forbidden";
import { Refusal } from "@/components/ui/refusal";
import { TargetCards } from "@/components/services/service-rows";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { suggestFiles } from "../../actions";
import { saveService } from "../actions";
import { checkService } from "../check-action";
import { cardClass, foldClass } from "@/components/styles/card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.services.add };
}

interface NewServicePageProps {
  readonly searchParams: Promise<{ readonly target?: string }>;
}

/** First which kind, then its form. */
export default async function NewServicePage({ searchParams }: NewServicePageProps) {
  const [person, { texts, locale, viewer }, { target: wanted }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    searchParams,
    read("targets", {}),
  ]);
  const text = texts.services;
  if (!may(person.role, "inventory.write")) return <Forbidden title={text.add} role={person.role} texts={texts} />;
  if (!answer.ok) return <Refusal error={answer.error} title={text.add} texts={texts.common} />;
  const target = answer.value.targets.find(({ name }) => name === wanted);
  const crumb = { label: text.title, href: "/services", navLabel: text.title };
  if (target === undefined) {
    return (
      <>
        <PageHead title={text.add} lede={text.choose} crumb={crumb} />
        <TargetCards names={answer.value.targets} texts={texts} />
      </>
    );
  }
  const titles: Readonly<Record<string, { readonly title: string; readonly summary: string }>> = texts.targets;
  const title = titles[target.name]?.title ?? target.name;
  return (
    <>
      <PageHead title={fill(text.form.newTitle, { target: title })} lede={titles[target.name]?.summary} crumb={crumb} />
      <ServiceForm
        target={target.name}
        fields={target.fields}
        start={{ name: title, values: startValues(target.fields, {}) }}
        previous={null}
        save={saveService}
        check={checkService}
        suggest={suggestFiles}
        texts={{ services: text, servicePage: texts.servicePage, form: texts.form, common: texts.common }}
        locale={locale}
        zone={viewer.zone}
        beside={
          <details className={clsx(cardClass, foldClass)}>
            <summary>{text.form.other}</summary>
            <div className="p-4">
              <TargetCards names={answer.value.targets.filter(({ name }) => name !== target.name)} texts={texts} />
            </div>
          </details>
        }
      />
    </>
  );
}
