import type { Metadata } from "next";
import { SshForm } from "@/components/keys/ssh-form";
import { PageHead } from "@/components/ui/page-head";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formWords } from "../form-words";
import { makeSshKey } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.ssh.title };
}

export default async function SshPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly username?: string }>;
}) {
  const [person, { words, locale }, { username }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  if (!may(person.role, "inventory.write"))
    return <Forbidden title={words.ssh.title} role={person.role} words={words} />;
  return (
    <>
      <PageHead title={words.ssh.title} command="pki pkcs12-to-ssh" lede={words.ssh.lede} />
      <SshForm
        make={makeSshKey}
        suggest={suggestFiles}
        start={String(username ?? "")}
        words={{ ...formWords(words), page: words.ssh }}
        locale={locale}
      />
    </>
  );
}
