import type { Metadata } from "next";
import { UnlockForm } from "@/components/forms/unlock-form";
import { PageHead } from "@/components/ui/page-head";
import { readChoices } from "../../person";
import { suggestFiles } from "../actions";
import { formWords } from "../form-words";
import { unlockKey } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.unlock.title };
}

export default async function UnlockPage({ searchParams }: { readonly searchParams: Promise<{ readonly key?: string }> }) {
  const [{ words, locale }, { key }] = await Promise.all([readChoices(), searchParams]);
  return (
    <>
      <PageHead title={words.unlock.title} command="pki unlock" lede={words.unlock.lede} />
      <UnlockForm unlock={unlockKey} suggest={suggestFiles} start={String(key ?? "")} words={{ ...formWords(words), page: words.unlock }} locale={locale} />
    </>
  );
}
