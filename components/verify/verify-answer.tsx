import Link from "next/link";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { fieldErrorsOf, type ActionState } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { Banner } from "../ui/banner";
import type { ReissueRights } from "../services/fix-link";
import { type Asked, VerifyResult } from "./verify-result";

interface VerifyAnswerProps {
  readonly answer: ActionState<OutputOf<"verify">>;
  readonly asked: Asked;
  /** The stored names in each field of the question. */
  readonly sources: Readonly<Record<"file" | "bundle" | "anchors", readonly string[]>>;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
  readonly rights: ReissueRights;
}

/** The result, or why there is none: each fault leads to its field. */
export function VerifyAnswer({ answer, asked, sources, texts, viewer, rights }: VerifyAnswerProps) {
  if (answer.ok)
    return (
      <>
        <VerifyResult value={answer.value} asked={asked} texts={texts} viewer={viewer} rights={rights} />
        {answer.value.trusted
          ? null
          : answer.value.untrustedRoots.map(({ sha256, name, mark }) => (
              <div key={sha256} className="mt-4">
                <Banner tone="warn" title={fill(texts.verify.untrustedRoot[mark], { name })}>
                  <Link href={`/authorities?name=sha256:${sha256}#trust-mark`} prefetch={false}>
                    {fill(texts.verify.untrustedRoot.answer, { name })}
                  </Link>
                </Banner>
              </div>
            ))}
      </>
    );
  const text = texts.verify;
  const holding = ({ fileName }: Readonly<Record<string, unknown>>): string =>
    (["file", "bundle", "anchors"] as const).find((field) => sources[field].some((name) => name === fileName)) ?? "";
  const codes = { "file.not-found": holding, "file.wrong-kind": holding, "file.is-secret": holding };
  return (
    <ErrorSummary
      title={texts.common.failed}
      errors={fieldErrorsOf(answer.error, codes, viewer.locale)}
      failures={1}
      fields={{
        file: { label: text.certificate, id: "file" },
        bundle: { label: text.against, id: "bundle" },
        anchors: { label: text.extra, id: "anchors" },
        name: { label: text.name, id: "name" },
        at: { label: text.at, id: "at" },
      }}
    />
  );
}
