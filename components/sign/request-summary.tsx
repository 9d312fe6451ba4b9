import { CircleCheck, CircleX } from "lucide-react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { Banner } from "../ui/banner";

export interface RequestFacts {
  readonly fileName: string;
  readonly subject: string;
  readonly subjectAltNames: readonly { readonly kind: string; readonly value: string }[];
  readonly keyLabel: string;
  readonly signature: "valid" | "invalid" | "unsupported";
  readonly certifiedBy: readonly { readonly fileName: string; readonly issuer: string; readonly notAfter: string }[];
  /** Sentences, worst first. */
  readonly findings: readonly string[];
}

/** Shows a request before it is signed: the names are editable beside it, the rest comes from the profile. */
export function RequestSummary({
  asked,
  texts,
  viewer,
}: {
  readonly asked: RequestFacts | null;
  readonly texts: UiTexts["sign"];
  readonly viewer: Viewer;
}) {
  const [certified] = asked?.certifiedBy ?? [];
  return (
    <section className="card" aria-live="polite">
      <h2 className="cap">{texts.asks}</h2>
      {asked === null ? (
        <p className="body small muted">{texts.asksHint}</p>
      ) : (
        <div className="body stack small">
          <p className="mono">{asked.subject}</p>
          <p className="row wrap">
            {asked.keyLabel}
            <span className={`st ${asked.signature === "valid" ? "ok" : "danger"}`}>
              {asked.signature === "valid" ? (
                <CircleCheck className="i" aria-hidden />
              ) : (
                <CircleX className="i" aria-hidden />
              )}
              {asked.signature === "valid" ? texts.holds : texts.broken}
            </span>
          </p>
          <div className="sans">
            {asked.subjectAltNames.map((name) => (
              <Badge key={`${name.kind} ${name.value}`}>{`${name.kind.toUpperCase()} ${name.value}`}</Badge>
            ))}
          </div>
          {asked.findings.map((finding) => (
            <p key={finding} className="muted">
              {finding}
            </p>
          ))}
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
