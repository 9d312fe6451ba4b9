import type { Metadata } from "next";
import { CreateForm } from "@/components/authorities/create-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../../person";
import { suggestFiles } from "../../actions";
import { formTexts } from "../../form-texts";
import { createAuthority } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.authorities.create.title };
}

interface NewAuthorityPageProps {
  readonly searchParams: Promise<{ readonly below?: string }>;
}

/** A new root, a new authority below a stored one, or a request for an issuer elsewhere. */
export default async function NewAuthorityPage({ searchParams }: NewAuthorityPageProps) {
  const [person, { texts, viewer }, { below }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  if (!may(person.role, "inventory.write"))
    return <Forbidden title={texts.authorities.create.title} role={person.role} texts={texts} />;
  return (
    <CreateForm
      key={String(below ?? "")}
      make={createAuthority}
      suggest={suggestFiles}
      below={String(below ?? "")}
      texts={{ ...formTexts(texts), page: texts.authorities }}
      viewer={viewer}
    />
  );
}
