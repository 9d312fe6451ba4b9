import { Plus, Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/views/refusal";
import { ServiceRows, TargetCards } from "@/components/views/service-rows";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/action.ts";
import { readChoices, requirePerson } from "../../person";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.services.title };
}

export default async function ServicesPage() {
  const [person, { words, locale }, answer, known] = await Promise.all([requirePerson(), readChoices(), read("services", {}), read("targets", {})]);
  const text = words.services;
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} words={words.common} />;
  const rows = answer.value.services;
  const mayWrite = may(person.role, "inventory.write");
  const targets = known.ok ? known.value.targets : [];
  const add = <LinkButton href="/services/new" variant="primary" icon={<Plus className="i" aria-hidden />}>{text.add}</LinkButton>;
  return (
    <>
      <PageHead title={text.title} command="pki" lede={text.lede} actions={mayWrite && rows.length > 0 ? add : undefined} />
      {rows.length > 0 ? (
        <ServiceRows rows={rows} words={words} locale={locale} />
      ) : (
        <div className="stack gap-6">
          <Empty icon={<Waypoints className="i" />} title={text.empty.title} example={text.empty.example} actions={mayWrite ? add : undefined}>
            {text.empty.text}
          </Empty>
          {mayWrite ? <TargetCards names={targets} words={words} /> : null}
        </div>
      )}
    </>
  );
}
