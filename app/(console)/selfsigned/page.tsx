import type { Metadata } from "next";
import { SelfsignedForm } from "@/components/request/selfsigned-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { grammarOf } from "@/lib/server/gate/grammars.ts";
import { readChoices, requirePerson } from "../../person";
import { formTexts } from "../form-texts";
import { makeSelfSigned } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.selfsigned.title };
}

export default async function SelfsignedPage() {
  const [person, { texts, locale, viewer }] = await Promise.all([requirePerson(), readChoices()]);
  if (!may(person.role, "certificate.sign"))
    return <Forbidden title={texts.selfsigned.title} role={person.role} texts={texts} />;
  return (
    <SelfsignedForm
      make={makeSelfSigned}
      grammar={grammarOf("selfsigned")}
      texts={{ ...formTexts(texts), keyPassphrase: texts.keyPassphrase.new, page: texts.selfsigned }}
      viewer={{ locale, zone: viewer.zone, now: viewer.now }}
    />
  );
}
