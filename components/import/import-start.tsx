"use client";
import { FileStack } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { PlainSecret } from "../form/plain-secret";
import type { ActionState } from "../form/action-state";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";

export type SendReview = (form: FormData) => Promise<ActionState<{ readonly review: string }>>;

interface ImportStartProps {
  readonly send: SendReview;
  readonly texts: UiTexts["import"];
  readonly common: { readonly unreachable: string; readonly show: string };
  readonly locale: Locale;
}

/** A form for the server action: each file with its name beside it, since a multipart header changes quotes. */
export function formOf(files: readonly File[]): FormData {
  const form = new FormData();
  for (const file of files) {
    form.append("file", file);
    form.append("name", file.name);
  }
  return form;
}

/** The first step: files, and a passphrase that stays in its field and goes nowhere but with the form. */
export function ImportStart({ send, texts, common, locale }: ImportStartProps) {
  const router = useRouter();
  const chooser = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isOver, setOver] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(form: HTMLFormElement): Promise<void> {
    const body = formOf(files);
    const word = new FormData(form).get("all");
    if (typeof word === "string") body.append("all", word);
    setBusy(true);
    setProblem(null);
    try {
      const reply = await send(body);
      form.reset();
      if (reply.ok) return router.push(`/import?review=${reply.value.review}`);
      setProblem(reply.error.message);
    } catch {
      setProblem(common.unreachable);
    }
    setBusy(false);
  }

  return (
    <form
      className="stack import-start"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      {problem === null ? null : (
        <Banner tone="danger" role="alert" title={texts.notOpened}>
          {problem}
        </Banner>
      )}
      <div
        className="drop tall"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          setFiles([...event.dataTransfer.files]);
        }}
      >
        <FileStack className="i" aria-hidden />
        <span>{files.length === 0 ? texts.drop : count(locale, texts.chosen, files.length)}</span>
        <Button size="sm" onClick={() => chooser.current?.click()}>
          {texts.choose}
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={texts.choose}
          onChange={(event) => setFiles([...(event.target.files ?? [])])}
        />
      </div>
      {files.length === 0 ? null : (
        <p className="small muted wrap-any">
          {files
            .slice(0, 8)
            .map(({ name }) => name)
            .join(", ")}
          {files.length > 8 ? " …" : ""}
        </p>
      )}
      <PlainSecret id="all" label={texts.passphrase} help={texts.passphraseHelp} showWord={common.show} />
      <div className="formfoot">
        <Button type="submit" variant="primary" isBusy={isBusy} disabled={files.length === 0}>
          {fill(texts.look, {})}
        </Button>
      </div>
    </form>
  );
}
