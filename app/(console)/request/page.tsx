import type { Metadata } from "next";
import { RequestForm } from "@/components/request/request-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { grammarOf } from "@/lib/server/gate/grammars.ts";
import { readChoices, requirePerson } from "../../person";
import { formWords } from "../form-words";
import { listedNames } from "../listed-names";
import { makeRequest } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.request.title };
}

export default async function RequestPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly name?: string; readonly CN?: string; readonly names?: string | string[] }>;
}) {
  const [person, { words, locale }, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const start = {
    name: String(given.name ?? "").slice(0, 64),
    CN: String(given.CN ?? "").slice(0, 253),
    names: listedNames(given.names),
  };
  if (!may(person.role, "inventory.write"))
    return <Forbidden title={words.request.title} role={person.role} words={words} />;
  return (
    <RequestForm
      make={makeRequest}
      grammar={grammarOf("csr")}
      words={{ ...formWords(words), page: words.request }}
      locale={locale}
      start={start}
      maySign={may(person.role, "certificate.sign")}
    />
  );
}
