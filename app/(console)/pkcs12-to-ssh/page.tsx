import type { Metadata } from "next";
import { SshForm } from "@/components/forms/ssh-form";
import { PageHead } from "@/components/ui/page-head";
import { readChoices } from "../../person";
import { suggestFiles } from "../actions";
import { formWords } from "../form-words";
import { makeSshKey } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.ssh.title };
}

export default async function SshPage({ searchParams }: { readonly searchParams: Promise<{ readonly username?: string }> }) {
  const [{ words, locale }, { username }] = await Promise.all([readChoices(), searchParams]);
  return (
    <>
      <PageHead title={words.ssh.title} command="pki pkcs12-to-ssh" lede={words.ssh.lede} />
      <SshForm make={makeSshKey} suggest={suggestFiles} start={String(username ?? "")} words={{ ...formWords(words), page: words.ssh }} locale={locale} />
    </>
  );
}
