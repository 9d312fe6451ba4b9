"use client";
import { RefreshCw, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { receiverConcerns } from "@/lib/shell/receivers.ts";
import { madePassphrase, passphraseBits, strengthOf } from "../form/passphrase";
import { SecretField } from "../form/text-field";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import type { DownloadChoice, DownloadWords } from "./download-choices";

interface DownloadPassphraseProps {
  readonly choice: DownloadChoice;
  readonly keyLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  readonly words: DownloadWords;
  readonly show: string;
}

/** The passphrase of a file: typed or made, weighed, and held against what the receiver is known to take. */
export function DownloadPassphrase({ choice, keyLabel, value, onChange, error, words, show }: DownloadPassphraseProps) {
  const [made, setMade] = useState<string>();
  const concerns = choice.receiver === undefined ? [] : receiverConcerns(choice.receiver, value, keyLabel);
  const isMade = made !== undefined && made === value;
  const bits = isMade ? 99 : passphraseBits(value);
  const strength = strengthOf(bits);
  function make(): void {
    const passphrase = madePassphrase();
    setMade(passphrase);
    onChange(passphrase);
  }
  return (
    <div className="stack gap-2">
      <SecretField
        key={made ?? ""}
        id="file-passphrase"
        label={words.passphrase}
        help={words.passphraseHelp}
        {...(error === undefined ? {} : { error })}
        value={value}
        onChange={onChange}
        autoComplete="new-password"
        showWord={show}
        isShownFirst={isMade}
      />
      <div className="row gap-2">
        <Button size="sm" icon={<RefreshCw className="i" aria-hidden />} onClick={make}>
          {words.generate}
        </Button>
        {isMade ? <CopyButton value={value} label={words.copyPassphrase} done={words.copied} /> : null}
        {value === "" ? null : (
          <span className="strength" data-strength={strength}>
            <span className="vh">{words.strength.label}: </span>
            <meter min={0} max={100} low={40} high={60} optimum={90} value={Math.min(100, bits)} aria-hidden />
            {fill(words.strength.bits, { word: words.strength[strength], bits })}
          </span>
        )}
      </div>
      {value !== "" && strength === "weak" ? <p className="help">{words.strength.weakHelp}</p> : null}
      <ul className="concerns" aria-live="polite">
        {concerns.map((concern) => (
          <li key={concern}>
            <TriangleAlert className="i s warn" aria-hidden />
            <span>
              {fill(words.concerns[concern], { n: choice.receiver?.longestPassphrase ?? 0, length: value.length })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
