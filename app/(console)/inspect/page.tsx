import type { Metadata } from "next";
import { PageHead } from "@/components/ui/page-head";
import { Banner } from "@/components/ui/banner";
import { QueryForm } from "@/components/match/query-form";
import { InspectBox } from "@/components/inspect/inspect-box";
import { InspectResult } from "@/components/inspect/inspect-result";
import { KeptBundle } from "@/components/bundle/stored-bundle";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { rebuildBundle } from "../files/actions";
import { inspectThis } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.inspect.title };
}

export default async function InspectPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly file?: string }>;
}) {
  const [{ words, viewer }, { file: given }, person] = await Promise.all([
    readChoices(),
    searchParams,
    requirePerson(),
  ]);
  const file = typeof given === "string" ? given : "";
  const text = words.inspect;
  const answer = file === "" ? null : await read("inspect", { file });
  return (
    <>
      <PageHead title={text.title} command={file === "" ? "pki inspect" : `pki inspect ${file}`} lede={text.lede} />
      <div className="formgrid">
        <div className="stack gap-8">
          {answer === null ? null : answer.ok ? (
            <>
              {answer.value.kept === null ? null : (
                <KeptBundle
                  kept={answer.value.kept}
                  fileName={answer.value.fileName ?? file}
                  rebuild={may(person.role, "inventory.write") ? rebuildBundle : null}
                  words={words}
                  viewer={viewer}
                />
              )}
              <InspectResult
                inspection={answer.value.inspection}
                fileName={file}
                words={words}
                copied={words.common.copied}
                viewer={viewer}
              />
            </>
          ) : (
            <Banner tone="danger" title={words.common.failed} role="alert">
              {answer.error.message}
            </Banner>
          )}
          <InspectBox inspect={inspectThis} words={text} form={words.form} common={words.common} />
        </div>
        <aside>
          <section className="card">
            <h2 className="cap">{text.stored}</h2>
            <div className="body">
              <QueryForm
                path="/inspect"
                act={text.act}
                suggest={suggestFiles}
                words={words.form}
                required="file"
                fields={[{ name: "file", label: words.item.pickFile, kinds: [], value: file }]}
              />
            </div>
          </section>
        </aside>
      </div>
    </>
  );
}
