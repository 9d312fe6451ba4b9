import type { Metadata } from "next";
import { SelfsignedForm } from "@/components/request/selfsigned-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { grammarOf } from "@/lib/server/gate/grammars.ts";
import { readChoices, requirePerson } from "../../person";
import { formWords } from "../form-words";
import { makeSelfSigned } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.selfsigned.title };
}

export default async function SelfsignedPage() {
  const [person, { words, locale }] = await Promise.all([requirePerson(), readChoices()]);
  if (!may(person.role, "certificate.sign"))
    return <Forbidden title={words.selfsigned.title} role={person.role} words={words} />;
  return (
    <SelfsignedForm
      make={makeSelfSigned}
      grammar={grammarOf("selfsigned")}
      words={{ ...formWords(words), page: words.selfsigned }}
      locale={locale}
    />
  );
}
