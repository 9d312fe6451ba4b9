import type { Metadata } from "next";
import { TemplateList } from "@/components/templates/template-list";
import { buttonClass } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.templates.title };
}

/** The templates that are always there, and those that people keep. */
export default async function TemplatesPage() {
  const [person, { texts, viewer }, answer] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("template-list", {}),
  ]);
  const text = texts.templates;
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} texts={texts.common} />;
  return (
    <>
      <PageHead
        title={text.title}
        lede={text.lede}
        actions={
          may(person.role, "template.write") ? (
            <a className={buttonClass({ variant: "primary" })} href="/templates/server#change">
              {text.make}
            </a>
          ) : undefined
        }
      />
      <TemplateList rows={answer.value.templates} texts={text} viewer={viewer} />
    </>
  );
}
