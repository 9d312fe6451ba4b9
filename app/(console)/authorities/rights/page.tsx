import type { Metadata } from "next";
import { RightsForm } from "@/components/authorities/rights-form";
import { Forbidden } from "@/components/ui/forbidden";
import { Refusal } from "@/components/ui/refusal";
import { may } from "@/lib/commands/permission.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { changeRights } from "../actions";

interface RightsPageProps {
  readonly searchParams: Promise<{ readonly name?: string }>;
}

export async function generateMetadata({ searchParams }: RightsPageProps): Promise<Metadata> {
  const [{ texts }, { name }] = await Promise.all([readChoices(), searchParams]);
  return { title: fill(texts.authorities.rightsForm.title, { name: String(name ?? "") }) };
}

/** Who may do what with an authority. */
export default async function RightsPage({ searchParams }: RightsPageProps) {
  const [person, { texts, viewer }, { name }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const text = texts.authorities;
  if (!may(person.role, "authority.rights"))
    return <Forbidden title={text.rights.title} role={person.role} texts={texts} />;
  const found = await read("authority", { name: String(name ?? ""), limit: 1 });
  if (!found.ok) return <Refusal error={found.error} title={text.title} texts={texts.common} />;
  const { rights } = found.value;
  return (
    <RightsForm
      key={found.value.name}
      name={found.value.name}
      rights={rights}
      save={changeRights}
      texts={text.rightsForm}
      unreachable={texts.common.unreachable}
      viewer={viewer}
    />
  );
}
