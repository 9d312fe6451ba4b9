import type { Metadata } from "next";
import { PageHead } from "@/components/ui/page-head";
import { Banner } from "@/components/ui/banner";
import { QueryForm } from "@/components/match/query-form";
import { InspectBox } from "@/components/inspect/inspect-box";
import { InspectResult } from "@/components/inspect/inspect-result";
import { StoredSerialLookup } from "@/components/inspect/stored-serial-lookup";
import { StoredBundleCard } from "@/components/bundle/stored-bundle";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { rebuildBundle } from "../files/actions";
import { inspectThis } from "./actions";
import { cardClass, cardHeadClass } from "@/components/styles/card";
import { formGridClass } from "@/components/form/layout";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.inspect.title };
}

export default async function InspectPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly file?: string; readonly serial?: string }>;
}) {
  const [{ texts, viewer }, { file: given, serial: asked }, person] = await Promise.all([
    readChoices(),
    searchParams,
    requirePerson(),
  ]);
  const file = typeof given === "string" ? given : "";
  const serial = typeof asked === "string" ? asked.trim() : "";
  const text = texts.inspect;
  const answer = file === "" ? null : await read("inspect", { file, ...(serial === "" ? {} : { serial }) });
  return (
    <>
      <PageHead
        title={text.title}
        command={["pki inspect", file, serial === "" ? "" : `serial:${serial}`].filter(Boolean).join(" ")}
        lede={text.lede}
      />
      <div className={formGridClass}>
        <div className="grid grid-cols-1 content-start gap-8">
          {answer === null ? null : answer.ok ? (
            <>
              {answer.value.kept === null ? null : (
                <StoredBundleCard
                  kept={answer.value.kept}
                  fileName={answer.value.fileName ?? file}
                  rebuild={may(person.role, "inventory.write") ? rebuildBundle : null}
                  texts={texts}
                  viewer={viewer}
                />
              )}
              <InspectResult
                inspection={answer.value.inspection}
                lists={answer.value.lists}
                fileName={file}
                texts={texts}
                copied={texts.common.copied}
                viewer={viewer}
              />
              {answer.value.inspection.elements.some(({ kind }) => kind === "crl") ? (
                <StoredSerialLookup key={`${file} ${serial}`} file={file} value={serial} texts={text} />
              ) : null}
            </>
          ) : (
            <Banner tone="danger" title={texts.common.failed} role="alert">
              {answer.error.message}
            </Banner>
          )}
          <InspectBox inspect={inspectThis} texts={text} form={texts.form} common={texts.common} />
        </div>
        <aside>
          <section className={cardClass}>
            <h2 className={cardHeadClass}>{text.stored}</h2>
            <div className="p-4 [&>form]:mb-0 [&>form]:grid-cols-1 [&>form>button]:mt-0">
              <QueryForm
                path="/inspect"
                act={text.act}
                suggest={suggestFiles}
                texts={texts.form}
                required="file"
                fields={[{ name: "file", label: texts.item.pickFile, kinds: [], value: file }]}
              />
            </div>
          </section>
        </aside>
      </div>
    </>
  );
}
