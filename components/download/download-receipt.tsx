"use client";
import { fill } from "@/lib/i18n/ui/text.ts";
import { Banner } from "../ui/banner";
import { CodeBlock } from "../ui/code-block";
import { CopyButton } from "../ui/copy-button";
import type { DownloadTexts } from "./download-choices";
import type { ShownReceipt } from "../ui/save-file";

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
    <div className="stack">
      <Banner tone="ok" role="status" title={fill(receipt.isProven ? text.title : text.plain, { name: fileName })}>
        {receipt.isProven ? (pkcs12 === null ? text.proven : text.provenChain) : null}
      </Banner>
      <dl className="kv line narrow-kv">
        {passphrase === "" ? null : (
          <>
            <dt>{text.passphrase}</dt>
            <dd>
              <span className="octets">
                <code className="mono once">{passphrase}</code>
                <CopyButton value={passphrase} label={texts.copyPassphrase} done={texts.copied} />
              </span>
              <small className="muted">{text.once}</small>
            </dd>
          </>
        )}
        {pkcs12 === null ? null : (
          <>
            <dt>{text.certificates}</dt>
            <dd>
              <ol className="receipt-chain">
                {pkcs12.certificates.map(({ subject, notAfter, isCurrent }) => (
                  <li key={subject + notAfter}>
                    <span className="mono">{subject}</span>{" "}
                    <small className={isCurrent ? "muted" : "danger"}>
                      {isCurrent ? fill(text.until, { date: notAfter.slice(0, 10) }) : text.notCurrent}
                    </small>
                  </li>
                ))}
              </ol>
              {pkcs12.isComplete ? null : <small className="muted">{text.incomplete}</small>}
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
