import type { Metadata } from "next";
import { RequestForm } from "@/components/request/request-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { grammarOf } from "@/lib/server/gate/grammars.ts";
import { readChoices, requirePerson } from "../../person";
import { formTexts } from "../form-texts";
import { listedNames } from "../listed-names";
import { makeRequest } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.request.title };
}

export default async function RequestPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly name?: string; readonly CN?: string; readonly names?: string | string[] }>;
}) {
  const [person, { texts, locale }, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const start = {
    name: String(given.name ?? "").slice(0, 64),
    CN: String(given.CN ?? "").slice(0, 253),
    names: listedNames(given.names),
  };
  if (!may(person.role, "inventory.write"))
    return <Forbidden title={texts.request.title} role={person.role} texts={texts} />;
  return (
    <RequestForm
      make={makeRequest}
      grammar={grammarOf("csr")}
      texts={{ ...formTexts(texts), keyPassphrase: texts.keyPassphrase.new, page: texts.request }}
      locale={locale}
      start={start}
      maySign={may(person.role, "certificate.sign")}
    />
  );
}
