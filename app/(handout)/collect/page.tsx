import type { Metadata } from "next";
import { CollectForm } from "@/components/handout/collect-form";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { problemOfLink } from "@/lib/server/http/link.ts";
import { readChoices } from "../../person";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.collect.title };
}

interface CollectPageProps {
  readonly searchParams: Promise<{ readonly problem?: string; readonly at?: string }>;
}

/** Opening it fetches nothing: what looks at links before a person does must not use them up. */
export default async function CollectPage({ searchParams }: CollectPageProps) {
  const [{ texts, locale }, { problem, at }] = await Promise.all([readChoices(), searchParams]);
  const text = texts.collect;
  const message = problemOfLink(problem, at, locale);
  return (
    <>
      <h1>{text.title}</h1>
      <p className="text-muted">{text.lede}</p>
      {message === null ? null : (
        <Banner tone="danger" role="alert" title={text.failed}>
          {message}
        </Banner>
      )}
      <CollectForm texts={text} />
      <Banner>{text.passphrase}</Banner>
      <p>
        <LinkButton href="/install">{text.install}</LinkButton>
      </p>
    </>
  );
}
