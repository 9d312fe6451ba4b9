import { CircleCheck, CircleX } from "lucide-react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge, badgesClass } from "../ui/badge";
import { Banner } from "../ui/banner";
import type { Mend } from "./mends";
import { cardClass, cardHeadClass } from "../styles/card";

export interface RequestFacts {
  readonly fileName: string;
  readonly subject: string;
  readonly subjectAltNames: readonly { readonly kind: string; readonly value: string }[];
  readonly keyLabel: string;
  readonly signature: "valid" | "invalid" | "unsupported";
  readonly certifiedBy: readonly { readonly fileName: string; readonly issuer: string; readonly notAfter: string }[];
  /** Sentences, worst first. */
  readonly findings: readonly string[];
  /** Why the subject cannot be certified as it stands, a sentence; null when it can. */
  readonly subjectProblem: string | null;
  /** What a corrected subject can take over, by field. */
  readonly subjectFields: Readonly<Record<string, string>>;
  /** Why the names cannot be certified as they stand, a sentence; null when they can. */
  readonly namesProblem: string | null;
  readonly mends: readonly Mend[];
  /** What each profile does not grant as it is asked for, in sentences. */
  readonly wishes: Readonly<Record<string, readonly string[]>>;
}

/** Shows a request before it is signed: the names are editable beside it, the rest comes from the profile. */
export function RequestSummary({
  asked,
  profile,
  texts,
  viewer,
}: {
  readonly asked: RequestFacts | null;
  readonly profile: string;
  readonly texts: UiTexts["sign"];
  readonly viewer: Viewer;
}) {
  const [certified] = asked?.certifiedBy ?? [];
  const wishes = asked?.wishes[profile] ?? [];
  return (
    <section className={cardClass} aria-live="polite">
      <h2 className={cardHeadClass}>{texts.asks}</h2>
      {asked === null ? (
        <p className="p-4 text-sm text-muted">{texts.asksHint}</p>
      ) : (
        <div className="p-4 grid grid-cols-1 content-start gap-4 text-sm">
          <p className="mono">{asked.subject}</p>
          <p className="flex items-center gap-2 flex-wrap">
            {asked.keyLabel}
            <span className="status" data-tone={asked.signature === "valid" ? "ok" : "danger"}>
              {asked.signature === "valid" ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
              {asked.signature === "valid" ? texts.holds : texts.broken}
            </span>
          </p>
          {asked.subjectAltNames.length === 0 ? null : (
            <div className={badgesClass}>
              {asked.subjectAltNames.map((name) => (
                <Badge key={`${name.kind} ${name.value}`}>{`${name.kind.toUpperCase()} ${name.value}`}</Badge>
              ))}
            </div>
          )}
          {asked.findings.map((finding) => (
            <p key={finding} className="text-muted">
              {finding}
            </p>
          ))}
          {asked.namesProblem === null ? null : <Banner tone="warn">{asked.namesProblem}</Banner>}
          {wishes.length === 0 ? null : (
            <div>
              <h3 className="font-semibold">{texts.wishes}</h3>
              <Wishes wishes={wishes} />
            </div>
          )}
          {certified === undefined ? null : (
            <Banner tone="warn">
              {fill(texts.certified, {
                file: certified.fileName,
                by: certified.issuer,
                date: shortDate(viewer, new Date(certified.notAfter)),
              })}
            </Banner>
          )}
        </div>
      )}
    </section>
  );
}

/** What a certificate does not carry as its request asks. */
export function Wishes({ wishes }: { readonly wishes: readonly string[] }) {
  return wishes.length === 0 ? null : (
    <ul className="mt-1 list-disc pl-4 text-muted [overflow-wrap:anywhere]">
      {wishes.map((wish) => (
        <li key={wish}>{wish}</li>
      ))}
    </ul>
  );
}
