import { Plus, Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { Refusal } from "@/components/ui/refusal";
import { ServiceRows, TargetCards } from "@/components/services/service-rows";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { pageNumber } from "../page-number";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.services.title };
}

interface ServicesPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function ServicesPage({ searchParams }: ServicesPageProps) {
  const { page } = await searchParams;
  const asked = pageNumber(page);
  const [person, { texts, viewer }, answer, known] = await Promise.all([
    requirePerson(),
    readChoices(),
    read("services", { page: asked }),
    read("targets", {}),
  ]);
  const text = texts.services;
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} texts={texts.common} />;
  const { services: rows, pages, total } = answer.value;
  const at = (number: number): string | null => (number < 1 || number > pages ? null : `/services?page=${number}`);
  const mayWrite = may(person.role, "inventory.write");
  const targets = known.ok ? known.value.targets : [];
  const add = (
    <LinkButton href="/services/new" variant="primary" icon={<Plus aria-hidden />}>
      {text.add}
    </LinkButton>
  );
  return (
    <>
      <PageHead title={text.title} command="pki" lede={text.lede} actions={mayWrite && total > 0 ? add : undefined} />
      {rows.length > 0 ? (
        <>
          <ServiceRows rows={rows} texts={texts} viewer={viewer} />
          {pages === 1 ? null : (
            <Pager
              texts={{ ...texts.files, pages: text.pages }}
              note={fill(text.pageOf, { page: asked, pages })}
              previous={at(asked - 1)}
              next={at(asked + 1)}
              hasKeys={false}
            />
          )}
        </>
      ) : (
        <div className="grid grid-cols-1 content-start gap-6">
          <Empty
            icon={<Waypoints />}
            title={text.empty.title}
            example={text.empty.example}
            actions={mayWrite ? add : undefined}
          >
            {text.empty.text}
          </Empty>
          {mayWrite ? <TargetCards names={targets} texts={texts} /> : null}
        </div>
      )}
    </>
  );
}
