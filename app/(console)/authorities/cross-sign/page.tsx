import type { Metadata } from "next";
import { CrossForm } from "@/components/authorities/cross-form";
import { Refusal } from "@/components/ui/refusal";
import { fill } from "@/lib/i18n/ui/text.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../../person";
import { suggestFiles } from "../../actions";
import { formTexts } from "../../form-texts";
import { crossSignAuthority } from "../actions";

interface CrossSignPageProps {
  readonly searchParams: Promise<{ readonly issuer?: string }>;
}

export async function generateMetadata({ searchParams }: CrossSignPageProps): Promise<Metadata> {
  const [{ texts }, { issuer }] = await Promise.all([readChoices(), searchParams]);
  return { title: fill(texts.authorities.crossForm.title, { name: String(issuer ?? "") }) };
}

/** Vouches for another authority with this one. */
export default async function CrossSignPage({ searchParams }: CrossSignPageProps) {
  const [, { texts, viewer }, { issuer }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const found = await read("authority", { name: String(issuer ?? ""), limit: 1 });
  if (!found.ok) return <Refusal error={found.error} title={texts.authorities.title} texts={texts.common} />;
  const { name, commonName } = found.value;
  return (
    <CrossForm
      key={name}
      issuer={{ name, commonName }}
      cross={crossSignAuthority}
      suggest={suggestFiles}
      texts={{ ...formTexts(texts), page: texts.authorities }}
      viewer={viewer}
    />
  );
}
