import type { Metadata } from "next";
import { ServiceForm } from "@/components/services/service-form";
import { startValues } from "@/components/services/service-start";
import { PageHead } from "@/components/ui/page-head";
import { Forbidden } from "@/components/ui/forbidden";
import { Refusal } from "@/components/ui/refusal";
import { TargetCards } from "@/components/services/service-rows";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { suggestFiles } from "../../actions";
import { checkService, saveService } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.services.add };
}

interface NewServicePageProps {
  readonly searchParams: Promise<{ readonly target?: string }>;
}

/** First which kind, then its form. */
export default async function NewServicePage({ searchParams }: NewServicePageProps) {
  const [person, { words, locale }, { target: wanted }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    searchParams,
    read("targets", {}),
  ]);
  const text = words.services;
  if (!may(person.role, "inventory.write")) return <Forbidden title={text.add} role={person.role} words={words} />;
  if (!answer.ok) return <Refusal error={answer.error} title={text.add} words={words.common} />;
  const target = answer.value.targets.find(({ name }) => name === wanted);
  const crumb = { label: text.title, href: "/services", navLabel: text.title };
  if (target === undefined) {
    return (
      <>
        <PageHead title={text.add} lede={text.choose} crumb={crumb} />
        <TargetCards names={answer.value.targets} words={words} />
      </>
    );
  }
  const titles: Readonly<Record<string, { readonly title: string; readonly summary: string }>> = words.targets;
  const title = titles[target.name]?.title ?? target.name;
  return (
    <>
      <PageHead title={fill(text.form.newTitle, { target: title })} lede={titles[target.name]?.summary} crumb={crumb} />
      <div className="formgrid">
        <ServiceForm
          target={target.name}
          fields={target.fields}
          start={{ name: title, values: startValues(target.fields, {}) }}
          previous={null}
          save={saveService}
          check={checkService}
          suggest={suggestFiles}
          words={{ services: text, form: words.form, common: words.common }}
          locale={locale}
        />
        <aside>
          <section className="card">
            <h2 className="cap">{text.form.other}</h2>
            <div className="body">
              <TargetCards names={answer.value.targets.filter(({ name }) => name !== target.name)} words={words} />
            </div>
          </section>
        </aside>
      </div>
    </>
  );
}
