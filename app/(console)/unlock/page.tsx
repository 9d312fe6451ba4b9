import type { Metadata } from "next";
import { UnlockForm } from "@/components/keys/unlock-form";
import { Forbidden } from "@/components/ui/forbidden";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { unlockKey } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.unlock.title };
}

export default async function UnlockPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly key?: string }>;
}) {
  const [person, { texts, locale }, { key }] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  if (!may(person.role, "inventory.write"))
    return <Forbidden title={texts.unlock.title} role={person.role} texts={texts} />;
  return (
    <UnlockForm
      unlock={unlockKey}
      suggest={suggestFiles}
      key={String(key ?? "")}
      start={String(key ?? "")}
      texts={{ ...formTexts(texts), page: texts.unlock }}
      locale={locale}
    />
  );
}
