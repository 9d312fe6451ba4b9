import type { Metadata } from "next";
import { BundleForm } from "@/components/bundle/bundle-form";
import { bundleKinds } from "@/components/bundle/bundle-kinds";
import { PageHead } from "@/components/ui/page-head";
import { may } from "@/lib/commands/permission.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { makeBundles, storeBundle } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.bundle.title };
}

interface BundlePageProps {
  readonly searchParams: Promise<{ readonly file?: string | readonly string[]; readonly kind?: string }>;
}

export default async function BundlePage({ searchParams }: BundlePageProps) {
  const [person, { texts, viewer }, given] = await Promise.all([requirePerson(), readChoices(), searchParams]);
  const files = [given.file ?? []]
    .flat()
    .map(String)
    .filter((name) => name !== "")
    .slice(0, 50);
  const kind = bundleKinds.find((form) => form === given.kind) ?? "full-chain";
  const { form, pem, unreachable, equivalents } = formTexts(texts);
  return (
    <>
      <PageHead
        title={texts.bundle.title}
        command={["pki bundle", ...files, ...(given.kind === undefined ? [] : [`kind:${kind}`])].join(" ")}
        lede={texts.bundle.lede}
      />
      <BundleForm
        key={JSON.stringify(given)}
        make={makeBundles}
        store={may(person.role, "inventory.write") ? storeBundle : null}
        suggest={suggestFiles}
        start={{ files, kind }}
        texts={{
          page: texts.bundle,
          chain: texts.item.chain,
          form,
          failed: texts.common.failed,
          optional: texts.common.optional,
          unreachable,
          pem,
          equivalents,
        }}
        viewer={viewer}
      />
    </>
  );
}
