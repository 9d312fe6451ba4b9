import type { Metadata } from "next";
import { Comparison } from "@/components/compare/comparison";
import { EquivalentsPanel } from "@/components/equivalents/equivalents-panel";
import { PairForm } from "@/components/match/pair-form";
import { Banner } from "@/components/ui/banner";
import { PageHead } from "@/components/ui/page-head";
import { compareEquivalents } from "@/lib/shell/equivalents/files.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { compareThese } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.compare.title };
}

const kinds = ["certificate", "csr", "bundle", "pkcs7"];

interface ComparePageProps {
  readonly searchParams: Promise<{ readonly first?: string; readonly second?: string }>;
}

export default async function ComparePage({ searchParams }: ComparePageProps) {
  const [{ texts, locale }, given] = await Promise.all([readChoices(), searchParams]);
  const [first, second] = [String(given.first ?? ""), String(given.second ?? "")];
  const text = texts.compare;
  const isAsked = first !== "" && second !== "";
  const answer = isAsked ? await read("compare", { first, second }) : null;
  return (
    <>
      <PageHead
        title={text.title}
        command={["pki compare", first, second].filter(Boolean).join(" ")}
        lede={text.lede}
      />
      <PairForm
        path="/compare"
        act={text.act}
        answer={compareThese}
        suggest={suggestFiles}
        texts={{ verify: texts.verify, form: texts.form, optional: texts.common.optional }}
        common={{
          failed: texts.common.failed,
          unreachable: texts.common.unreachable,
          tooLarge: texts.inspect.tooLarge,
        }}
        locale={locale}
        fields={[
          { name: "first", label: text.first, help: text.help, kinds, value: first, isRequired: true },
          { name: "second", label: text.second, help: text.help, kinds, value: second, isRequired: true },
        ]}
      >
        {answer === null ? null : answer.ok ? (
          <div className="grid grid-cols-1 gap-6">
            <Comparison value={answer.value} texts={text} pem={texts.pem} locale={locale} />
            <div className="max-w-[1000px]">
              <EquivalentsPanel
                equivalents={compareEquivalents({
                  first: answer.value.first.fileName ?? first,
                  second: answer.value.second.fileName ?? second,
                })}
                http={{ command: "compare", body: { first, second } }}
                texts={formTexts(texts).equivalents}
                isLive={false}
              />
            </div>
          </div>
        ) : (
          <Banner tone="danger" title={texts.common.failed} role="alert">
            {answer.error.message}
          </Banner>
        )}
      </PairForm>
    </>
  );
}
