import type { OutputOf } from "@/lib/commands/index.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import type { ReissueRights } from "../services/fix-link";
import { type Asked, VerifyResult } from "./verify-result";

interface VerifyAnswerProps {
  readonly answer:
    | { readonly ok: true; readonly value: OutputOf<"verify"> }
    | { readonly ok: false; readonly error: { readonly message: string } };
  readonly asked: Asked;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
  readonly rights: ReissueRights;
}

/** The result, or why there is none. */
export function VerifyAnswer({ answer, asked, texts, viewer, rights }: VerifyAnswerProps) {
  if (answer.ok)
    return <VerifyResult value={answer.value} asked={asked} texts={texts} viewer={viewer} rights={rights} />;
  return (
    <Banner tone="danger" title={texts.common.failed} role="alert">
      {answer.error.message}
    </Banner>
  );
}
