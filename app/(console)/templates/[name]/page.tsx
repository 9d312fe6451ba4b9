import type { Metadata } from "next";
import { RuleFacts } from "@/components/templates/rule-facts";
import { TemplateWorkbench } from "@/components/templates/template-workbench";
import { VersionList } from "@/components/templates/version-list";
import { splitClass } from "@/components/styles/section";
import { Badge } from "@/components/ui/badge";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { suggestFiles } from "../../actions";
import { formTexts } from "../../form-texts";
import { saveTemplate, tryTemplate } from "../actions";

interface TemplatePageProps {
  readonly params: Promise<{ readonly name: string }>;
  readonly searchParams: Promise<{ readonly version?: string; readonly against?: string }>;
}

export async function generateMetadata({ params }: TemplatePageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;

/** One template: its rules in words and as JSON, what a request would become by it, and its versions. */
export default async function TemplatePage({ params, searchParams }: TemplatePageProps) {
  const [{ name: given }, asked] = await Promise.all([params, searchParams]);
  const name = decodeURIComponent(given);
  const [version, against] = [numberOf(asked.version), numberOf(asked.against)];
  const [person, { texts, locale, viewer }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("template", {
      name,
      ...(version === undefined ? {} : { version }),
      ...(against === undefined ? {} : { against }),
    }),
  ]);
  const text = texts.templates;
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} texts={texts.common} />;
  const { rules, versions, isBuiltIn, differences } = answer.value;
  const inUse = versions[0]?.version ?? 0;
  return (
    <>
      <PageHead
        title={name}
        crumb={{ label: text.title, href: "/templates", navLabel: text.title }}
        beside={<Badge>{isBuiltIn ? text.builtIn : fill(text.version, { version: answer.value.version })}</Badge>}
      />
      <div className={splitClass}>
        <div className="grid grid-cols-1 gap-8">
          <RuleFacts rules={rules} purposes={answer.value.purposes} texts={text.rules} />
          <TemplateWorkbench
            key={`${name} ${answer.value.version}`}
            name={name}
            isBuiltIn={isBuiltIn}
            inUse={inUse}
            start={JSON.stringify(rules, null, 2)}
            mayWrite={may(person.role, "template.write")}
            save={saveTemplate}
            attempt={tryTemplate}
            suggest={suggestFiles}
            texts={{ ...formTexts(texts), page: text, optional: texts.common.optional }}
            locale={locale}
            viewer={viewer}
          />
        </div>
        {versions.length === 0 ? null : (
          <aside>
            <VersionList
              name={name}
              versions={versions}
              shown={answer.value.version}
              against={against}
              differences={differences}
              texts={text}
              viewer={viewer}
            />
          </aside>
        )}
      </div>
    </>
  );
}
