import type { Metadata } from "next";
import { SshForm } from "@/components/keys/ssh-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { makeSshKey } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.ssh.title };
}

export default async function SshPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly username?: string }>;
}) {
  const [person, { texts, locale }, { username }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  if (!may(person.role, "inventory.write"))
    return <Forbidden title={texts.ssh.title} role={person.role} texts={texts} />;
  return (
    <SshForm
      make={makeSshKey}
      suggest={suggestFiles}
      key={String(username ?? "")}
      start={String(username ?? "")}
      texts={{ ...formTexts(texts), page: texts.ssh }}
      locale={locale}
    />
  );
}
