"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { shortestPassphrase } from "@/lib/pki/pkcs12/receivers.ts";
import { useAction } from "../form/use-action";
import { ChoiceCards } from "../form/choice-cards";
import { SecretAdvice } from "../form/secret-advice";
import { SecretField } from "../form/text-field";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { notify } from "../ui/notices";
import { fetchFile } from "../ui/save-file";
import { checkLineClass } from "../form/controls";

interface PackDialogProps {
  readonly question: {
    readonly target: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly service?: string;
  };
  /** It holds .p12 files: they want a passphrase although the service's own keys go in clear. */
  readonly hasPkcs12: boolean;
  /** Certificates that the service asks for and that are not here. */
  readonly missing?: number;
  readonly mayTakeKeys: boolean;
  readonly mayTakeClearKeys: boolean;
  readonly texts: {
    readonly text: UiTexts["rehearsal"]["pack"];
    readonly show: string;
    readonly close: string;
    readonly unreachable: string;
  };
  readonly locale: Locale;
  readonly onClose: () => void;
}

type Keys = "without" | "locked" | "clear";

/** How the private keys leave, then the archive. In clear only after a box is ticked that says what it means. */
export function PackDialog({
  question,
  hasPkcs12,
  missing = 0,
  mayTakeKeys,
  mayTakeClearKeys,
  texts,
  locale,
  onClose,
}: PackDialogProps) {
  const { text } = texts;
  const [keys, setKeys] = useState<Keys>("without");
  const [passphrase, setPassphrase] = useState("");
  const [isAgreed, setAgreed] = useState(false);
  const { isBusy, error, run, refuse, clear } = useAction(texts.unreachable);
  const file = `${(question.service ?? question.target).replaceAll(" ", "-")}.zip`;
  const asksForPkcs12 = keys === "clear" && hasPkcs12;
  const isWaiting = keys === "clear" && !isAgreed;
  async function act(): Promise<void> {
    if (isBusy || isWaiting) return;
    clear();
    const isSecret = keys === "locked" || (asksForPkcs12 && passphrase !== "");
    if (isSecret && passphrase.length < shortestPassphrase) {
      refuse(fill(text.passphraseHelp, { n: shortestPassphrase }));
      document.getElementById("pack-passphrase")?.focus();
      return;
    }
    const asked: Readonly<Record<string, string>> =
      question.service === undefined
        ? { target: question.target, inputs: JSON.stringify(question.inputs ?? {}) }
        : { service: question.service };
    const fields = {
      ...asked,
      language: locale,
      ...(keys === "clear" ? { unencryptedKeys: "true" } : {}),
      ...(isSecret ? { passphrase } : {}),
    };
    await run(
      () => fetchFile(fields, "/download/pack"),
      ({ fileName }) => {
        notify({ text: fill(text.done, { file: fileName }) });
        onClose();
      },
      // A key under a passphrase of its own: asked for this one archive.
      (opening) => fetchFile({ ...fields, keyPassphrase: opening.passphrase }, "/download/pack"),
    );
  }
  const choices = [
    { value: "without", label: text.without, hint: text.withoutHint },
    ...(mayTakeKeys ? [{ value: "locked", label: text.locked, hint: text.lockedHint }] : []),
    ...(mayTakeClearKeys ? [{ value: "clear", label: text.clear, hint: text.clearHint }] : []),
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text.title}
      closeLabel={texts.close}
      footer={
        <Button
          variant="primary"
          icon={<Download aria-hidden />}
          isBusy={isBusy}
          blocked={isWaiting ? text.agreeFirst : null}
          onClick={() => void act()}
        >
          {fill(text.download, { file })}
        </Button>
      }
    >
      <div className="grid grid-cols-1 content-start gap-4">
        {missing === 0 ? null : <Banner tone="warn">{count(locale, text.missing, missing)}</Banner>}
        <ChoiceCards
          name="keys"
          legend={text.keys}
          choices={choices}
          value={keys}
          onChange={(value) => {
            clear();
            setKeys(value as Keys);
          }}
        />
        {mayTakeKeys && !mayTakeClearKeys ? <p className="text-muted text-sm">{text.clearForbidden}</p> : null}
        {keys === "locked" ? (
          <SecretField
            id="pack-passphrase"
            label={text.passphrase}
            help={fill(text.passphraseHelp, { n: shortestPassphrase })}
            value={passphrase}
            onChange={setPassphrase}
            autoComplete="new-password"
            showWord={texts.show}
          />
        ) : null}
        {keys === "clear" ? (
          <label className={checkLineClass}>
            <input
              type="checkbox"
              className="checkbox"
              checked={isAgreed}
              onChange={(event) => setAgreed(event.target.checked)}
            />
            <span>{text.clearConfirm}</span>
          </label>
        ) : null}
        {asksForPkcs12 ? (
          <SecretField
            id="pack-passphrase"
            label={text.pkcs12Passphrase}
            help={fill(text.pkcs12PassphraseHelp, { n: shortestPassphrase })}
            value={passphrase}
            onChange={setPassphrase}
            autoComplete="new-password"
            showWord={texts.show}
          />
        ) : null}
        {keys === "locked" || asksForPkcs12 ? (
          <SecretAdvice value={passphrase} known={[question.target, question.service ?? ""]} />
        ) : null}
        {error === null ? null : (
          <Banner tone="danger" role="alert">
            {error.message}
          </Banner>
        )}
      </div>
    </Dialog>
  );
}
