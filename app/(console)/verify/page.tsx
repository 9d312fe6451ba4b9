import { clsx } from "clsx";
import type { Metadata } from "next";
import { EquivalentsPanel } from "@/components/equivalents/equivalents-panel";
import { VerifyForm } from "@/components/verify/verify-form";
import { inputOf, readQuestion, storedNames } from "@/components/verify/verify-question";
import { PageHead } from "@/components/ui/page-head";
import { VerifyAnswer } from "@/components/verify/verify-answer";
import { verifyEquivalents, verifyLine } from "@/lib/shell/equivalents/verify.ts";
import { may } from "@/lib/commands/permission.ts";
import { read } from "@/lib/server/gate/action.ts";
import { readChoices, requirePerson } from "../../person";
import { suggestFiles } from "../actions";
import { formTexts } from "../form-texts";
import { verifyText } from "./actions";
import { sectionClass } from "@/components/styles/section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readChoices()).texts.verify.title };
}

interface VerifyPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function VerifyPage({ searchParams }: VerifyPageProps) {
  const [{ role }, { texts, viewer, locale }, given] = await Promise.all([
    requirePerson(),
    readChoices(),
    searchParams,
  ]);
  const question = readQuestion(given);
  const [file] = storedNames(question.file);
  const input = inputOf(question);
  const answer = file === undefined ? null : await read("verify", input);
  const form = {
    ...question,
    file: file ?? "",
    bundle: storedNames(question.bundle),
    anchors: storedNames(question.anchors),
    at: question.at === "" ? undefined : `${question.at}Z`,
  };
  return (
    <>
      <PageHead title={texts.verify.title} command={verifyLine(form) ?? "pki verify"} lede={texts.verify.lede} />
      <VerifyForm
        given={question}
        suggest={suggestFiles}
        verify={verifyText}
        texts={{
          verify: texts.verify,
          form: texts.form,
          optional: texts.common.optional,
          unreachable: texts.common.unreachable,
        }}
        locale={locale}
      >
        {answer === null ? null : (
          <>
            <VerifyAnswer
              answer={answer}
              asked={question}
              sources={{ file: storedNames(question.file), bundle: form.bundle, anchors: form.anchors }}
              texts={texts}
              viewer={viewer}
              rights={{ maySign: may(role, "certificate.sign"), mayWrite: may(role, "inventory.write") }}
            />
            <div className={clsx(sectionClass, "max-w-3xl")}>
              <EquivalentsPanel
                equivalents={verifyEquivalents(form)}
                http={{ command: "verify", body: input }}
                texts={formTexts(texts).equivalents}
                isLive={false}
              />
            </div>
          </>
        )}
      </VerifyForm>
    </>
  );
}
