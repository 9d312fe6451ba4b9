import type { Metadata } from "next";
import { UnlockForm } from "@/components/keys/unlock-form";
import { PageHead } from "@/components/ui/page-head";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formWords } from "../form-words";
import { unlockKey } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.unlock.title };
}

export default async function UnlockPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly key?: string }>;
}) {
  const [person, { words, locale }, { key }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  if (!may(person.role, "inventory.write"))
    return <Forbidden title={words.unlock.title} role={person.role} words={words} />;
  return (
    <>
      <PageHead title={words.unlock.title} command="pki unlock" lede={words.unlock.lede} />
      <UnlockForm
        unlock={unlockKey}
        suggest={suggestFiles}
        start={String(key ?? "")}
        words={{ ...formWords(words), page: words.unlock }}
        locale={locale}
      />
    </>
  );
}
