import type { Metadata } from "next";
import { PageHead } from "@/components/ui/page-head";
import { Refusal } from "@/components/views/refusal";
import { read } from "@/lib/server/action.ts";
import { readChoices } from "../../person";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.services.title };
}

export default async function ServicesPage() {
  const [{ words }, answer] = await Promise.all([readChoices(), read("targets", {})]);
  const text = words.services;
  if (!answer.ok) return <Refusal error={answer.error} title={text.title} words={words.common} />;
  const titles: Readonly<Record<string, { readonly title: string; readonly summary: string }>> = words.targets;
  return (
    <>
      <PageHead title={text.title} command="pki targets" lede={text.lede} />
      <ul aria-label={text.choose}>
        {answer.value.targets.map(({ name }) => (
          <li key={name}>
            <b>{titles[name]?.title ?? name}</b> {titles[name]?.summary}
          </li>
        ))}
      </ul>
    </>
  );
}
