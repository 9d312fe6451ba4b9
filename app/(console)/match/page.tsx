import type { Metadata } from "next";
import { PairForm } from "@/components/match/pair-form";
import { EquivalentsPanel } from "@/components/equivalents/equivalents-panel";
import { Banner } from "@/components/ui/banner";
import { PageHead } from "@/components/ui/page-head";
import { MatchResult } from "@/components/match/match-result";
import { matchEquivalents } from "@/lib/shell/equivalents/files.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { matchThese } from "./actions";
import { formGridClass } from "@/components/form/layout";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.match.title };
}

export default async function MatchPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly key?: string; readonly certificate?: string }>;
}) {
  const [{ texts, locale }, given] = await Promise.all([readChoices(), searchParams]);
  const [key, certificate] = [String(given.key ?? ""), String(given.certificate ?? "")];
  const text = texts.match;
  const question = { ...(key === "" ? {} : { key }), certificate };
  const answer = certificate === "" ? null : await read("match", question);
  const stored = answer?.ok === true ? answer.value.certificate : null;
  const file = stored === null ? null : await read("download", { file: stored });
  return (
    <>
      <PageHead
        title={text.title}
        command={["pki match", key, certificate].filter(Boolean).join(" ")}
        lede={text.lede}
      />
      <PairForm
        path="/match"
        act={text.act}
        answer={matchThese}
        suggest={suggestFiles}
        texts={{ verify: texts.verify, form: texts.form, optional: texts.common.optional }}
        common={{
          failed: texts.common.failed,
          unreachable: texts.common.unreachable,
          tooLarge: texts.inspect.tooLarge,
        }}
        locale={locale}
        fields={[
          {
            name: "key",
            label: text.key,
            help: text.keyHelp,
            kinds: ["key", "locked-key"],
            value: key,
            isRequired: false,
          },
          {
            name: "certificate",
            label: text.certificate,
            help: text.certificateHelp,
            kinds: ["certificate", "csr"],
            value: certificate,
            isRequired: true,
          },
        ]}
      >
        {answer === null ? null : (
          <div className={formGridClass}>
            {answer.ok ? (
              <MatchResult
                value={answer.value}
                pem={file?.ok === true ? new TextDecoder().decode(file.value.bytes) : null}
                texts={text}
                common={{ item: texts.item, made: texts.made, pem: texts.pem, copied: texts.common.copied }}
                locale={locale}
              />
            ) : (
              <Banner tone="danger" title={texts.common.failed} role="alert">
                {answer.error.message}
              </Banner>
            )}
            <aside>
              <EquivalentsPanel
                equivalents={matchEquivalents({ key: answer.ok ? (answer.value.key ?? "") : key, certificate })}
                http={{ command: "match", body: question }}
                texts={formTexts(texts).equivalents}
                isLive={false}
              />
            </aside>
          </div>
        )}
      </PairForm>
    </>
  );
}
