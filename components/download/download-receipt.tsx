"use client";
import { fill } from "@/lib/i18n/ui/text.ts";
import { Banner } from "../ui/banner";
import { CodeBlock } from "../ui/code-block";
import { CopyButton } from "../ui/copy-button";
import type { DownloadTexts } from "./download-choices";
import type { ShownReceipt } from "../ui/save-file";
import { factsClass } from "../styles/facts";

export interface Downloaded {
  readonly fileName: string;
  readonly receipt: ShownReceipt;
  readonly passphrase: string;
  /** Lines that make a key store of Java of it; null for other receivers. */
  readonly jks: string | null;
}

/** Shows what was found when the file was opened again, and the passphrase for the last time. */
export function DownloadReceipt({
  downloaded: { fileName, receipt, passphrase, jks },
  texts,
}: {
  readonly downloaded: Downloaded;
  readonly texts: DownloadTexts;
}) {
  const { receipt: text } = texts;
  const { pkcs12 } = receipt;
  return (
    <div className="grid grid-cols-1 content-start gap-4">
      <Banner tone="ok" role="status" title={fill(receipt.isProven ? text.title : text.plain, { name: fileName })}>
        {receipt.isProven ? (pkcs12 === null ? text.proven : text.provenChain) : null}
      </Banner>
      <dl className={factsClass({ isLined: true, isNarrow: true })}>
        {passphrase === "" ? null : (
          <>
            <dt>{text.passphrase}</dt>
            <dd>
              <span className="inline-flex items-start gap-1">
                <code className="mono wrap-anywhere select-all">{passphrase}</code>
                <CopyButton value={passphrase} label={texts.copyPassphrase} done={texts.copied} />
              </span>
              <small className="text-muted">{text.once}</small>
            </dd>
          </>
        )}
        {pkcs12 === null ? null : (
          <>
            <dt>{text.certificates}</dt>
            <dd>
              <ol className="grid list-decimal gap-1 pl-5 wrap-anywhere [&_small]:whitespace-nowrap">
                {pkcs12.certificates.map(({ subject, notAfter, isCurrent }) => (
                  <li key={subject + notAfter}>
                    <span className="mono">{subject}</span>{" "}
                    <small className={isCurrent ? "text-muted" : "text-danger"}>
                      {isCurrent ? fill(text.until, { date: notAfter.slice(0, 10) }) : text.notCurrent}
                    </small>
                  </li>
                ))}
              </ol>
              {pkcs12.isComplete ? null : <small className="text-muted">{text.incomplete}</small>}
            </dd>
          </>
        )}
        <dt>{text.sha256}</dt>
        <dd className="mono">{receipt.sha256}</dd>
      </dl>
      {pkcs12 === null ? null : (
        <CodeBlock
          title={text.structure}
          text={pkcs12.structure.join("\n")}
          copyLabel={texts.copyLines}
          copied={texts.copied}
        />
      )}
      {jks === null ? null : (
        <CodeBlock title={texts.jks} text={jks} copyLabel={texts.copyLines} copied={texts.copied} />
      )}
    </div>
  );
}
