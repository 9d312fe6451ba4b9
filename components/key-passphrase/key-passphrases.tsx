"use client";
import { useCallback, useRef, useState, type ReactNode } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { checkLineClass } from "../form/controls";
import { SecretField } from "../form/text-field";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { KeyOpening, type Opening, type WithKey } from "./key-opening";

interface KeyPassphrasesProps {
  /** Keeps the key open for the session. */
  readonly open: (input: { readonly key: string; readonly passphrase: string }) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["keyPassphrase"]["ask"];
  readonly children: ReactNode;
}

interface Question {
  readonly fileName: string;
  /** Why the last passphrase was refused. */
  readonly error: string | undefined;
  /** The action takes no passphrase: the key is kept open for it. */
  readonly keepsOpen: boolean;
  readonly answer: (opening: Opening | null) => void;
}

/** Codes of a refusal that another passphrase, or the same one later, answers. */
const askedAgain: ReadonlySet<string> = new Set(["key.wrong-passphrase", "key.passphrase-wait", "passphrase.required"]);

/**
 * Asks for the passphrase of a key in one place, whatever form needs it, and runs the action again with it. What was typed
 * is gone from the page as soon as it is sent.
 */
export function KeyPassphrases({ open, texts, children }: KeyPassphrasesProps) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [isBusy, setBusy] = useState(false);
  const openKey = useRef(open);

  const withKey = useCallback<WithKey>(async (first, again) => {
    let reply = await first();
    let fileName = "";
    try {
      while (!reply.ok) {
        const { code, params, message } = reply.error;
        const isNeeded = code === "key.passphrase-needed";
        if (!isNeeded && !(askedAgain.has(code) && fileName !== "")) return reply;
        if (isNeeded) fileName = String((params as { fileName?: unknown }).fileName ?? "");
        const error = isNeeded ? undefined : message;
        setBusy(false);
        const opening = await new Promise<Opening | null>((answer) =>
          setQuestion({ fileName, error, keepsOpen: again === null, answer }),
        );
        if (opening === null) return reply;
        setBusy(true);
        if (again !== null) reply = await again(opening);
        else {
          const opened = await openKey.current({ key: fileName, passphrase: opening.passphrase });
          reply = opened.ok ? await first() : { ok: false, error: opened.error };
        }
      }
      return reply;
    } finally {
      setQuestion(null);
      setBusy(false);
    }
  }, []);

  return (
    <KeyOpening value={withKey}>
      {children}
      {question === null ? null : (
        <KeyQuestion key={question.fileName} question={question} isBusy={isBusy} texts={texts} />
      )}
    </KeyOpening>
  );
}

function KeyQuestion({
  question,
  isBusy,
  texts,
}: {
  readonly question: Question;
  readonly isBusy: boolean;
  readonly texts: UiTexts["keyPassphrase"]["ask"];
}) {
  const { fileName, keepsOpen, answer } = question;
  const [passphrase, setPassphrase] = useState("");
  const [isKept, setKept] = useState(false);
  const [isMissing, setMissing] = useState(false);
  function submit(): void {
    if (isBusy) return;
    if (passphrase === "") return setMissing(true);
    answer({ passphrase, ...(isKept ? { keepOpen: true } : {}) });
    setPassphrase("");
  }
  const error = isMissing ? texts.required : isBusy ? undefined : question.error;
  return (
    <Dialog
      isOpen
      onClose={() => (isBusy ? undefined : answer(null))}
      title={fill(texts.title, { file: fileName })}
      description={keepsOpen ? texts.textOpen : texts.text}
      closeLabel={texts.close}
      footer={
        <>
          <Button onClick={() => (isBusy ? undefined : answer(null))}>{texts.cancel}</Button>
          <Button variant="primary" type="submit" form="key-question" isBusy={isBusy}>
            {keepsOpen ? texts.actOpen : texts.act}
          </Button>
        </>
      }
    >
      <form
        id="key-question"
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          // React hands events on to the form around the dialog.
          event.stopPropagation();
          submit();
        }}
      >
        <SecretField
          id="key-question-passphrase"
          label={texts.label}
          {...(error === undefined ? {} : { error })}
          value={passphrase}
          onChange={(value) => {
            setMissing(false);
            setPassphrase(value);
          }}
          showWord={texts.show}
          autoFocus
        />
        {keepsOpen ? null : (
          <label className={checkLineClass}>
            <input
              type="checkbox"
              className="checkbox"
              checked={isKept}
              onChange={(event) => setKept(event.target.checked)}
            />
            {texts.keep}
          </label>
        )}
      </form>
    </Dialog>
  );
}
