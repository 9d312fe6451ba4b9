"use client";
import { FileStack } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { PlainSecret } from "../form/plain-secret";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { DropZone } from "../pickers/drop-zone";
import { largest, totalSize } from "../pickers/upload-state";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { formFootClass } from "../form/layout";

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
  const [files, setFiles] = useState<readonly File[]>([]);
  const { isBusy, error, run, refuse } = useAction(common.unreachable);
  // The review is another page: the button stays busy until it is there.
  const [isLeaving, setLeaving] = useState(false);

  async function submit(form: HTMLFormElement): Promise<void> {
    if (totalSize(files) > largest) return refuse(texts.tooLarge);
    const body = formOf(files);
    const passphrase = new FormData(form).get("all");
    if (typeof passphrase === "string") body.append("all", passphrase);
    const reply = await run(
      () => send(body),
      ({ review }) => {
        setLeaving(true);
        router.push(`/import?review=${review}`);
      },
    );
    // An answer clears the passphrase; without one it is still needed.
    if (reply !== null && (reply.ok || reply.error.code !== "")) form.reset();
  }

  return (
    <form
      className="grid grid-cols-1 content-start gap-4 max-w-[720px]"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      {error === null ? null : (
        <Banner tone="danger" role="alert" title={texts.notOpened}>
          {error.message}
        </Banner>
      )}
      <DropZone
        icon={<FileStack aria-hidden />}
        isTall
        isMany
        text={files.length === 0 ? texts.drop : count(locale, texts.chosen, files.length)}
        chooseLabel={texts.choose}
        onFiles={setFiles}
      />
      {files.length === 0 ? null : (
        <p className="text-sm text-muted wrap-anywhere">
          {files
            .slice(0, 8)
            .map(({ name }) => name)
            .join(", ")}
          {files.length > 8 ? " …" : ""}
        </p>
      )}
      <PlainSecret id="all" label={texts.passphrase} help={texts.passphraseHelp} showWord={common.show} />
      <div className={formFootClass}>
        <Button
          type="submit"
          variant="primary"
          isBusy={isBusy || isLeaving}
          blocked={files.length === 0 ? texts.chooseFirst : null}
        >
          {fill(texts.look, {})}
        </Button>
      </div>
    </form>
  );
}
