import type { Metadata } from "next";
import { QueryForm } from "@/components/match/query-form";
import { EquivalentsPanel } from "@/components/equivalents/equivalents-panel";
import { Banner } from "@/components/ui/banner";
import { PageHead } from "@/components/ui/page-head";
import { MatchResult } from "@/components/match/match-result";
import { matchEquivalents } from "@/lib/shell/equivalents/files.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { formGridClass } from "@/components/form/layout";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.match.title };
}

export default async function MatchPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly key?: string; readonly certificate?: string }>;
}) {
  const [{ texts }, given] = await Promise.all([readChoices(), searchParams]);
  const [key, certificate] = [String(given.key ?? ""), String(given.certificate ?? "")];
  const text = texts.match;
  const question = { ...(key === "" ? {} : { key }), certificate };
  const answer = certificate === "" ? null : await read("match", question);
  return (
    <>
      <PageHead
        title={text.title}
        command={["pki match", key, certificate].filter(Boolean).join(" ")}
        lede={text.lede}
      />
      <QueryForm
        path="/match"
        act={text.act}
        suggest={suggestFiles}
        texts={texts.form}
        required="certificate"
        fields={[
          {
            name: "key",
            label: text.key,
            help: text.keyHelp,
            optional: texts.common.optional,
            kinds: ["key", "locked-key"],
            value: key,
          },
          { name: "certificate", label: text.certificate, kinds: ["certificate", "csr"], value: certificate },
        ]}
      />
      {answer === null ? null : (
        <div className={formGridClass}>
          {answer.ok ? (
            <MatchResult value={answer.value} texts={text} item={texts.item} copied={texts.common.copied} />
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
    </>
  );
}
