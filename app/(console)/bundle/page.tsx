import type { Metadata } from "next";
import { BundleForm } from "@/components/bundle/bundle-form";
import { bundleKinds } from "@/components/bundle/bundle-kinds";
import { PageHead } from "@/components/ui/page-head";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formWords } from "../form-words";
import { makeBundles, storeBundle } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.bundle.title };
}

interface BundlePageProps {
  readonly searchParams: Promise<{ readonly file?: string | readonly string[]; readonly kind?: string }>;
}

export default async function BundlePage({ searchParams }: BundlePageProps) {
  const [person, { words, viewer }, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const files = [given.file ?? []]
    .flat()
    .map(String)
    .filter((name) => name !== "")
    .slice(0, 50);
  const kind = bundleKinds.find((form) => form === given.kind) ?? "full-chain";
  const { form, unreachable, copied, equivalents } = formWords(words);
  return (
    <>
      <PageHead
        title={words.bundle.title}
        command={["pki bundle", ...files, ...(given.kind === undefined ? [] : [`kind:${kind}`])].join(" ")}
        lede={words.bundle.lede}
      />
      <BundleForm
        make={makeBundles}
        store={may(person.role, "inventory.write") ? storeBundle : null}
        suggest={suggestFiles}
        start={{ files, kind }}
        words={{
          page: words.bundle,
          chain: words.item.chain,
          form,
          failed: words.common.failed,
          unreachable,
          copied,
          equivalents,
        }}
        viewer={viewer}
      />
    </>
  );
}
