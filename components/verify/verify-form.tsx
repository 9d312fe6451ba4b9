"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useState, useTransition, type ReactNode } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { largest } from "../pickers/upload-state";
import type { SuggestFiles } from "../pickers/file-name-field";
import { SourcesField } from "./sources-field";
import { textOfFile, useDroppedFiles } from "../pickers/use-dropped-files";
import { AskAgain } from "./verify-ask";
import { addressOf, changeQuestion, inputOf, sizeOf, type Source, type VerifyQuestion } from "./verify-question";
import { VerifySettings } from "./verify-settings";
import { dropTargetClass } from "../form/controls";
import { questionGridClass } from "../form/layout";
import { answerClass, useAnswerFocus } from "../form/use-answer-focus";

export type VerifyAction = (input: Readonly<Record<string, unknown>>) => Promise<ReactNode>;

interface VerifyFormProps {
  /** The question in the address. */
  readonly given: VerifyQuestion;
  readonly suggest: SuggestFiles;
  /** Answers a question that no address can hold, drawn on the server like any other. */
  readonly verify: VerifyAction;
  readonly texts: {
    readonly verify: UiTexts["verify"];
    readonly form: UiTexts["form"];
    readonly optional: string;
    readonly unreachable: string;
  };
  readonly locale: Locale;
  /** The answer to the question in the address. */
  readonly children: ReactNode;
}

const trustable = ["bundle", "authority", "pkcs7", "certificate"];
const helpful = [...trustable, "crl"];

/** Asks by the address when every part is a stored name, and without a trace in it when a text is among them. */
export function VerifyForm({ given, suggest, verify, texts, locale, children }: VerifyFormProps) {
  const router = useRouter();
  const text = texts.verify;
  const [shown, setShown] = useState(given);
  const [question, setQuestion] = useState(given);
  const [answer, setAnswer] = useState<ReactNode>(null);
  const [problem, setProblem] = useState<"required" | "unreachable" | "too-large" | null>(null);
  const [isPending, startTransition] = useTransition();
  const answered = useAnswerFocus(isPending);
  // Another address (a click on advice, the browser's back): the form follows it.
  if (addressOf(shown) !== addressOf(given)) {
    setShown(given);
    setQuestion(given);
    setAnswer(null);
  }
  function ask(next: VerifyQuestion): void {
    const whole = withoutEmpty(next);
    setQuestion(whole);
    setProblem(whole.file.length === 0 ? "required" : null);
    if (whole.file.length === 0) return document.getElementById("file")?.focus();
    if (sizeOf(whole) > largest) return setProblem("too-large");
    const address = addressOf(whole);
    startTransition(async () => {
      if (address !== null) {
        setAnswer(null);
        return router.push(address);
      }
      // The address must not go on telling another question than the one that is answered.
      window.history.replaceState(null, "", "/verify");
      const reply = await verify(inputOf(whole)).catch(() => null);
      setAnswer(reply);
      if (reply === null) setProblem("unreachable");
    });
  }
  function take(file: File, into: (current: VerifyQuestion, source: Source) => VerifyQuestion): void {
    if (file.size > largest) return setProblem("too-large");
    void textOfFile(file).then((content) =>
      setQuestion((current) => into(withoutEmpty(current), { kind: "text", text: content, label: file.name })),
    );
  }
  const held = useDroppedFiles((files) => {
    for (const file of files)
      take(file, (current, source) =>
        current.file.length === 0
          ? { ...current, file: [source] }
          : { ...current, bundle: [...current.bundle, source] },
      );
  });
  function giveFile(name: "bundle" | "anchors"): void {
    setQuestion((current) => ({ ...current, [name]: [...withoutEmpty(current)[name], { kind: "stored", name: "" }] }));
    document.getElementById(name)?.focus();
  }
  const field = { suggest, texts, locale };
  const chosen = (name: "file" | "bundle" | "anchors") => (file: File) =>
    take(file, (current, source) => ({ ...current, [name]: name === "file" ? [source] : [...current[name], source] }));
  return (
    <AskAgain value={{ askAgain: (change) => ask(changeQuestion(withoutEmpty(question), change)), giveFile }}>
      <form
        className="mb-6"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          ask(question);
        }}
      >
        <div className={clsx(questionGridClass, "mb-4")}>
          <SourcesField
            {...field}
            id="file"
            label={text.certificate}
            help={text.certificateHelp}
            kinds={["certificate", "bundle", "pkcs7"]}
            isMany={false}
            sources={question.file}
            error={problem === "required" ? texts.form.required : undefined}
            onFile={chosen("file")}
            onChange={(file) => {
              setQuestion({ ...question, file });
              setProblem(null);
            }}
          />
          <SourcesField
            {...field}
            id="bundle"
            label={text.against}
            help={text.againstHelp}
            optional={texts.optional}
            kinds={helpful}
            isMany
            sources={question.bundle}
            onFile={chosen("bundle")}
            onChange={(bundle) => setQuestion({ ...question, bundle })}
          />
          <SourcesField
            {...field}
            id="anchors"
            label={text.extra}
            help={text.extraHelp}
            optional={texts.optional}
            kinds={trustable}
            isMany
            sources={question.anchors}
            onFile={chosen("anchors")}
            onChange={(anchors) => setQuestion({ ...question, anchors })}
          />
        </div>
        <VerifySettings question={question} onChange={setQuestion} texts={text} optional={texts.optional} />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 [&>button]:min-w-30">
          <Button type="submit" variant="primary" isBusy={isPending}>
            {text.act}
          </Button>
        </div>
      </form>
      {held !== null ? <div className={dropTargetClass}>{text.drop}</div> : null}
      {problem === "unreachable" || problem === "too-large" ? (
        <Banner tone="danger" role="alert" title={problem === "unreachable" ? texts.unreachable : text.tooLarge} />
      ) : null}
      <div ref={answered} tabIndex={-1} className={answerClass}>
        {answer ?? children}
      </div>
    </AskAgain>
  );
}

/** A field that was opened and left empty is no part of the question. */
function withoutEmpty(question: VerifyQuestion): VerifyQuestion {
  const trimmed = (source: Source): Source =>
    source.kind === "text" ? source : { kind: "stored", name: source.name.trim() };
  const kept = (sources: readonly Source[]): readonly Source[] =>
    sources.map(trimmed).filter((source) => source.kind === "text" || source.name !== "");
  return { ...question, file: kept(question.file), bundle: kept(question.bundle), anchors: kept(question.anchors) };
}
