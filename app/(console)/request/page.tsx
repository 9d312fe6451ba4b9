import type { Metadata } from "next";
import { RequestForm } from "@/components/forms/request-form";
import { Forbidden } from "@/components/views/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { grammarOf } from "@/lib/server/grammars.ts";
import { readChoices, requirePerson } from "../../person";
import { formWords } from "../form-words";
import { makeRequest } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.request.title };
}

export default async function RequestPage() {
  const [person, { words, locale }] = await Promise.all([requirePerson(), readChoices()]);
  if (!may(person.role, "inventory.write")) return <Forbidden title={words.request.title} role={person.role} words={words} />;
  return <RequestForm make={makeRequest} grammar={grammarOf("csr")} words={{ ...formWords(words), page: words.request }} locale={locale} maySign={may(person.role, "certificate.sign")} />;
}
