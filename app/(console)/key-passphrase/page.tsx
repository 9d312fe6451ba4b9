import type { Metadata } from "next";
import { KeyPassphraseForm } from "@/components/key-passphrase/key-passphrase-form";
import { Forbidden } from "@/components/ui/forbidden";
import { PageHead } from "@/components/ui/page-head";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { changePassphrase } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.keyPassphrase.form.title };
}

export default async function KeyPassphrasePage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly key?: string }>;
}) {
  const [person, { texts, locale }, { key }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const { title, lede } = texts.keyPassphrase.form;
  if (!may(person.role, "inventory.write")) return <Forbidden title={title} role={person.role} texts={texts} />;
  return (
    <>
      <PageHead title={title} lede={lede} />
      <KeyPassphraseForm
        change={changePassphrase}
        suggest={suggestFiles}
        start={String(key ?? "")}
        texts={{ form: texts.form, page: texts.keyPassphrase, unreachable: texts.common.unreachable }}
        locale={locale}
      />
    </>
  );
}
