import type { Metadata } from "next";
import { RenewForm } from "@/components/authorities/renew-form";
import { Refusal } from "@/components/ui/refusal";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { renewAuthority } from "../actions";

interface RenewPageProps {
  readonly searchParams: Promise<{ readonly name?: string }>;
}

export async function generateMetadata({ searchParams }: RenewPageProps): Promise<Metadata> {
  const [{ texts }, { name }] = await Promise.all([readChoices(), searchParams]);
  return { title: fill(texts.authorities.renewForm.title, { name: String(name ?? "") }) };
}

/** The next generation of an authority. */
export default async function RenewAuthorityPage({ searchParams }: RenewPageProps) {
  const [, { texts, viewer }, { name }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const found = await read("authority", { name: String(name ?? ""), limit: 1 });
  const text = texts.authorities;
  if (!found.ok) return <Refusal error={found.error} title={text.title} texts={texts.common} />;
  return (
    <RenewForm
      key={found.value.name}
      name={found.value.name}
      renew={renewAuthority}
      texts={{
        page: text.renewForm,
        back: fill(text.rightsForm.back, { name: found.value.name }),
        unreachable: texts.common.unreachable,
      }}
      viewer={viewer}
    />
  );
}
