import type { Metadata } from "next";
import { QueryForm } from "@/components/forms/query-form";
import { EquivalentsPanel } from "@/components/forms/equivalents-panel";
import { Banner } from "@/components/ui/banner";
import { PageHead } from "@/components/ui/page-head";
import { VerifyResult } from "@/components/views/verify-result";
import { verifyEquivalents } from "@/lib/shell/equivalents-verify.ts";
import { read } from "@/lib/server/action.ts";
import { readChoices } from "../../person";
import { suggestFiles } from "../actions";
import { formWords } from "../form-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).words.verify.title };
}

interface VerifyPageProps {
  readonly searchParams: Promise<{ readonly file?: string; readonly bundle?: string; readonly anchors?: string }>;
}

const trustable = ["bundle", "authority", "pkcs7", "certificate"];

export default async function VerifyPage({ searchParams }: VerifyPageProps) {
  const [{ words, viewer }, given] = await Promise.all([readChoices(), searchParams]);
  const [file, bundle, anchors] = [String(given.file ?? ""), String(given.bundle ?? ""), String(given.anchors ?? "")];
  const text = words.verify;
  const question = { file, ...(bundle === "" ? {} : { bundle }), ...(anchors === "" ? {} : { anchors }) };
  const answer = file === "" ? null : await read("verify", question);
  return (
    <>
      <PageHead title={text.title} command={["pki verify", file, bundle, anchors].filter(Boolean).join(" ")} lede={text.lede} />
      <QueryForm
        path="/verify"
        act={text.act}
        suggest={suggestFiles}
        words={words.form}
        required="file"
        fields={[
          { name: "file", label: text.certificate, kinds: ["certificate", "bundle"], value: file },
          { name: "bundle", label: text.against, help: text.againstHelp, optional: words.common.optional, kinds: trustable, value: bundle },
          { name: "anchors", label: text.extra, help: text.extraHelp, optional: words.common.optional, kinds: trustable, value: anchors },
        ]}
      />
      {answer === null ? null : answer.ok ? (
        <VerifyResult value={answer.value} words={words} viewer={viewer} />
      ) : (
        <Banner tone="danger" title={words.common.failed} role="alert">
          {answer.error.message}
        </Banner>
      )}
      {answer === null ? null : (
        <div className="sec max-w-3xl">
          <EquivalentsPanel equivalents={verifyEquivalents(question)} http={{ command: "verify", body: question }} words={formWords(words).equivalents} isLive={false} />
        </div>
      )}
    </>
  );
}
