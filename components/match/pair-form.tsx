"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition, type ReactNode } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import type { SuggestFiles } from "../pickers/suggestions";
import { answerClass, useAnswerFocus } from "../form/use-answer-focus";
import { largest } from "../pickers/upload-state";
import { textOfFile } from "../pickers/use-dropped-files";
import { SourcesField } from "../verify/sources-field";
import type { Source } from "../verify/verify-question";

export type PairAnswer = (
  given: Readonly<Record<string, string>>,
) => Promise<{ readonly ok: true; readonly view: ReactNode } | { readonly ok: false; readonly message: string }>;

interface PairFormProps {
  /** Where the question is asked. Stored names stand in the address, and the server draws the answer. */
  readonly path: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly help: string;
    readonly kinds: readonly string[];
    readonly value: string;
    readonly isRequired: boolean;
  }[];
  readonly act: string;
  /** Answers a question with content that was pasted or chosen: it never stands in an address. */
  readonly answer: PairAnswer;
  readonly suggest: SuggestFiles;
  readonly texts: { readonly verify: UiTexts["verify"]; readonly form: UiTexts["form"]; readonly optional: string };
  readonly common: { readonly failed: string; readonly unreachable: string; readonly tooLarge: string };
  readonly locale: Locale;
  /** The answer to the question of the address. */
  readonly children?: ReactNode;
}

const givenOf = (source: Source): string => (source.kind === "stored" ? source.name.trim() : source.text);

/** The question in the address. */
function startOf(fields: PairFormProps["fields"]): Readonly<Record<string, readonly Source[]>> {
  return Object.fromEntries(
    fields.map(({ name, value }) => [name, value === "" ? [] : [{ kind: "stored", name: value } as const]]),
  );
}

/** Two files, each stored, pasted or chosen, and the answer to what is asked about them below. */
export function PairForm(props: PairFormProps) {
  const { path, fields, act, answer, suggest, texts, common, locale, children } = props;
  const router = useRouter();
  const [sources, setSources] = useState(() => startOf(fields));
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [reply, setReply] = useState<Awaited<ReturnType<PairAnswer>> | null>(null);
  const [isPending, startTransition] = useTransition();
  const answered = useAnswerFocus(isPending);
  // Another address is another question; the one that was asked here is what the form holds already.
  const address = fields.map(({ value }) => value).join("\n");
  const [known, setKnown] = useState(address);
  if (address !== known) {
    setKnown(address);
    setSources(startOf(fields));
    setReply(null);
  }

  const put = (name: string, next: readonly Source[]): void => {
    setSources((known) => ({ ...known, [name]: next }));
    setMissing((known) => known.filter((each) => each !== name));
  };
  async function take(name: string, file: File): Promise<void> {
    if (file.size > largest) return setReply({ ok: false, message: common.tooLarge });
    put(name, [{ kind: "text", text: await textOfFile(file), label: file.name }]);
  }
  function submit(): void {
    const given = Object.fromEntries(
      fields.flatMap(({ name }) => {
        const [source] = sources[name] ?? [];
        return source === undefined || givenOf(source) === "" ? [] : [[name, givenOf(source)] as const];
      }),
    );
    const lacking = fields
      .filter(({ name, isRequired }) => isRequired && given[name] === undefined)
      .map(({ name }) => name);
    setMissing(lacking);
    if (lacking[0] !== undefined) return document.getElementById(lacking[0])?.focus();
    if (Object.keys(given).every((name) => sources[name]?.[0]?.kind === "stored")) {
      setReply(null);
      return startTransition(() => router.push(`${path}?${new URLSearchParams(given).toString()}`));
    }
    startTransition(async () =>
      setReply(await answer(given).catch(() => ({ ok: false as const, message: common.unreachable }))),
    );
  }
  return (
    <>
      <form
        className="mb-6 grid max-w-[1000px] grid-cols-1 items-start gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {fields.map(({ name, label, help, kinds, isRequired }) => (
          <SourcesField
            key={name}
            id={name}
            label={label}
            help={help}
            {...(isRequired ? {} : { optional: texts.optional })}
            {...(missing.includes(name) ? { error: texts.form.required } : {})}
            kinds={kinds}
            isMany={false}
            sources={sources[name] ?? []}
            onChange={(next) => put(name, next)}
            onFile={(file) => void take(name, file)}
            suggest={suggest}
            texts={texts}
            locale={locale}
          />
        ))}
        <Button type="submit" variant="primary" isBusy={isPending} className="min-w-30 justify-self-start md:mt-6">
          {act}
        </Button>
      </form>
      <div aria-live="polite" ref={answered} tabIndex={-1} className={answerClass}>
        {reply === null ? (
          children
        ) : reply.ok ? (
          reply.view
        ) : (
          <Banner tone="danger" title={common.failed} role="alert">
            {reply.message}
          </Banner>
        )}
      </div>
    </>
  );
}
