import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { nameBadges } from "../inspect/fact-rows";
import { cardClass } from "../styles/card";
import { factsClass } from "../styles/facts";
import { DateOnly } from "../ui/instant";

interface MadeFactsProps {
  readonly value: {
    readonly subject: string;
    readonly subjectAltNames: Parameters<typeof nameBadges>[0];
    /** Of a certificate. */
    readonly issuer?: string;
    readonly serial?: string;
    readonly notAfter?: string;
  };
  /** The files that were stored, where the title does not say them. */
  readonly files?: { readonly key: string; readonly keyLabel: string | null; readonly other: string };
  /** Of a request: that no name was asked for is said. */
  readonly saysNoNames?: boolean;
  readonly texts: UiTexts["made"];
  /** Whose days the end of a certificate is said in. */
  readonly viewer?: Viewer;
}

/** What was made, a line for each fact that there is. */
export function MadeFacts({ value, files, saysNoNames = false, texts, viewer }: MadeFactsProps) {
  const { subject, subjectAltNames, issuer, serial, notAfter } = value;
  const ends = notAfter === undefined || viewer === undefined ? null : { at: new Date(notAfter), viewer };
  return (
    <div className={`${cardClass} px-4 py-1`}>
      <dl className={factsClass({ isLined: true, isNarrow: true })}>
        {files === undefined ? null : (
          <>
            <dt>{texts.files}</dt>
            <dd>
              <span className="mono">{files.key}</span> <span className="text-subtle">{files.keyLabel}</span>,{" "}
              <span className="mono">{files.other}</span>
            </dd>
          </>
        )}
        <dt>{texts.subject}</dt>
        <dd className="mono">{subject}</dd>
        {subjectAltNames.length === 0 && !saysNoNames ? null : (
          <>
            <dt>{texts.names}</dt>
            <dd>{nameBadges(subjectAltNames) ?? texts.noNames}</dd>
          </>
        )}
        {issuer === undefined ? null : (
          <>
            <dt>{texts.issuer}</dt>
            <dd className="mono">{issuer}</dd>
          </>
        )}
        {ends === null ? null : (
          <>
            <dt>{texts.ends}</dt>
            <dd>
              <DateOnly at={ends.at} viewer={ends.viewer} />
            </dd>
          </>
        )}
        {serial === undefined ? null : (
          <>
            <dt>{texts.serial}</dt>
            <dd className="mono">{serial}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
