"use client";
import { ScanSearch } from "lucide-react";
import { useState, type ReactNode } from "react";
import { clsx } from "clsx";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { SecretField } from "../form/text-field";
import { SerialLookup } from "./serial-lookup";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { DropZone } from "../pickers/drop-zone";
import { largest } from "../pickers/upload-state";
import { cardClass } from "../styles/card";
import { answerClass, useAnswerFocus } from "../form/use-answer-focus";
import { fieldClass, fieldLabelClass, textAreaClass } from "../form/controls";

export type InspectAction = (
  form: FormData,
) => Promise<
  | { readonly ok: true; readonly view: ReactNode; readonly isLocked: boolean; readonly hasList: boolean }
  | { readonly ok: false; readonly code: string; readonly message: string }
>;

interface InspectBoxProps {
  readonly inspect: InspectAction;
  readonly texts: UiTexts["inspect"];
  readonly form: Pick<UiTexts["form"], "passphrase" | "passphraseHelp" | "showPassphrase">;
  readonly common: { readonly failed: string; readonly unreachable: string; readonly working: string };
}

/** Drop, choose or paste; a locked file asks for its passphrase and is looked at again. */
export function InspectBox({ inspect, texts, form, common }: InspectBoxProps) {
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState("");
  /** The passphrase is empty, which an empty field does not say. */
  const [isEmpty, setEmpty] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<{ view: ReactNode; isLocked: boolean; hasList: boolean } | null>(null);
  const [error, setError] = useState<string>();

  const answered = useAnswerFocus(isBusy);
  // an empty field is no passphrase
  const secret = isEmpty ? "" : passphrase === "" ? null : passphrase;

  async function look(subject: File, opens: string | null, serial = ""): Promise<void> {
    setFile(subject);
    setError(undefined);
    if (subject.size > largest) return setError(texts.tooLarge);
    setBusy(true);
    const body = new FormData();
    body.append("file", subject);
    // A part of a form without a file name comes back with one: "undefined".
    body.append("name", subject.name);
    if (opens !== null) body.append("passphrase", opens);
    if (serial !== "") body.append("serial", serial);
    const reply = await inspect(body).catch(() => null);
    setBusy(false);
    if (reply === null) return setError(common.unreachable);
    if (reply.ok) setAnswer({ view: reply.view, isLocked: reply.isLocked, hasList: reply.hasList });
    else {
      setError(reply.message);
      if (opens === null && serial === "") setAnswer(null);
    }
  }

  return (
    <div className="grid grid-cols-1 content-start gap-6">
      <DropZone
        text={texts.drop}
        chooseLabel={texts.choose}
        onFiles={([chosen]) => (chosen === undefined ? undefined : void look(chosen, null))}
      />
      <form
        className="grid grid-cols-1 content-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") void look(new File([text], ""), null);
        }}
      >
        <div className={fieldClass}>
          <label className={fieldLabelClass} htmlFor="pasted">
            {texts.paste}
          </label>
          <textarea
            id="pasted"
            className={textAreaClass({ isMono: true })}
            rows={5}
            value={text}
            placeholder={texts.pasteHint}
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div>
          <Button type="submit" variant="primary" icon={<ScanSearch aria-hidden />} isBusy={isBusy}>
            {texts.act}
          </Button>
        </div>
      </form>
      {error === undefined ? null : (
        <Banner tone="danger" title={common.failed} role="alert">
          {error}
        </Banner>
      )}
      {answer?.isLocked === true && file !== null ? (
        <form
          className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")}
          onSubmit={(event) => {
            event.preventDefault();
            void look(file, secret);
          }}
        >
          <div>
            <h2 className="text-section">{texts.needsPassphrase}</h2>
            <p className="text-sm text-muted">{texts.needsPassphraseText}</p>
          </div>
          <SecretField
            id="inspect-passphrase"
            label={form.passphrase}
            value={passphrase}
            onChange={setPassphrase}
            showWord={form.showPassphrase}
          />
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              className="checkbox"
              checked={isEmpty}
              onChange={(event) => setEmpty(event.target.checked)}
            />
            {texts.emptyPassphrase}
          </label>
          <div>
            <Button type="submit" isBusy={isBusy}>
              {texts.open}
            </Button>
          </div>
        </form>
      ) : null}
      {answer?.hasList === true && file !== null ? (
        <SerialLookup texts={texts} value="" isBusy={isBusy} onAsk={(serial) => void look(file, secret, serial)} />
      ) : null}
      <div aria-live="polite" ref={answered} tabIndex={-1} className={answerClass}>
        {answer === null ? null : (
          <section aria-labelledby="what" className="border-t pt-6">
            <h2 className="text-section mb-3" id="what">
              {texts.what}
            </h2>
            {answer.view}
          </section>
        )}
      </div>
    </div>
  );
}
