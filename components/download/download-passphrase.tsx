"use client";
import { clsx } from "clsx";
import { RefreshCw, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { makePassphrase, madePassphraseBits, strengthOf } from "../form/passphrase";
import { SecretAdvice } from "../form/secret-advice";
import type { Estimate } from "../form/estimate-secret";
import { SecretField } from "../form/text-field";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import type { DownloadChoice, DownloadTexts } from "./download-choices";
import { receiverConcerns, shortestPassphrase } from "@/lib/pki/pkcs12/receivers.ts";

interface DownloadPassphraseProps {
  readonly choice: DownloadChoice;
  readonly keyLabel: string;
  /** What the passphrase must not be made of. */
  readonly fileName: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  readonly texts: DownloadTexts;
  readonly show: string;
}

const madeEstimate: Estimate = {
  bits: madePassphraseBits,
  strength: strengthOf(madePassphraseBits),
  warning: null,
  suggestions: [],
};

/** The passphrase of a file: typed or made, weighed, and held against what the receiver is known to take. */
export function DownloadPassphrase({
  choice,
  keyLabel,
  fileName,
  value,
  onChange,
  error,
  texts,
  show,
}: DownloadPassphraseProps) {
  const [made, setMade] = useState<string>();
  const concerns = choice.receiver === undefined ? [] : receiverConcerns(choice.receiver, value, keyLabel);
  const isMade = made !== undefined && made === value;
  function make(): void {
    const passphrase = makePassphrase();
    setMade(passphrase);
    onChange(passphrase);
  }
  return (
    <div className="grid grid-cols-1 content-start gap-2">
      <SecretField
        key={made ?? ""}
        id="file-passphrase"
        label={texts.passphrase}
        help={fill(texts.passphraseHelp, { n: shortestPassphrase })}
        {...(error === undefined ? {} : { error })}
        value={value}
        onChange={onChange}
        autoComplete="new-password"
        showWord={show}
        isShownFirst={isMade}
      />
      <div className="flex items-center gap-2">
        <Button size="sm" icon={<RefreshCw aria-hidden />} onClick={make}>
          {texts.generate}
        </Button>
        {isMade ? <CopyButton value={value} label={texts.copyPassphrase} done={texts.copied} /> : null}
      </div>
      <SecretAdvice
        value={value}
        known={[fileName]}
        made={isMade ? madeEstimate : undefined}
        weakHelp={texts.weakHelp}
      />
      <ul
        className={clsx(
          "grid gap-1.5 text-xs text-muted empty:hidden [&>li]:grid",
          "[&>li]:grid-cols-[16px_minmax(0,1fr)] [&>li]:gap-2",
        )}
        aria-live="polite"
      >
        {concerns.map((concern) => (
          <li key={concern}>
            <TriangleAlert className="size-3.5 text-warn" aria-hidden />
            <span>
              {fill(texts.concerns[concern], { n: choice.receiver?.longestPassphrase ?? 0, length: value.length })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
