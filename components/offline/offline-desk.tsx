"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { formFootClass, formGridClass } from "../form/layout";
import { SelectField } from "../form/select-field";
import { TextField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { useCommand } from "../form/use-command";
import { ChooseFiles } from "../pickers/choose-files";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { Banner } from "../ui/banner";
import { Button, buttonClass } from "../ui/button";
import { notify } from "../ui/notices";
import { VoiceGroups } from "./voice-groups";

type Input = Readonly<Record<string, unknown>>;

interface Asked {
  readonly id: string;
  readonly subject: string;
  readonly authority: string;
  readonly packageName: string;
  readonly groups: readonly string[];
}

interface Taken {
  readonly subject: string;
  readonly name: string | null;
}

interface OfflineDeskProps {
  /** Null for who may not. */
  readonly ask: ((input: Input) => Promise<ActionState<Asked>>) | null;
  readonly take: ((form: FormData) => Promise<ActionState<Taken>>) | null;
  readonly suggest: SuggestFiles;
  readonly start: { readonly authority: string; readonly request: string };
  /** Of the page that signs from disk; null where it was not built. */
  readonly sha256: string | null;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["offline"];
    readonly unreachable: string;
  };
  readonly locale: Locale;
}

const templates = ["sub-ca", "server", "client", "server-client"] as const;
const fieldsOfCodes = {
  "file.not-found": "authority",
  "file.wrong-kind": "authority",
  "offline.key-is-here": "authority",
  "offline.key-unsupported": "authority",
  "sign.days-out-of-range": "days",
};
/** Refusals that a person may lift. */
const liftable = ["sign.already-certified", "sign.would-replace"];

/** What goes out to an authority elsewhere, the page that signs it there, and what comes back. */
export function OfflineDesk({ ask, take, suggest, start, sha256, texts, locale }: OfflineDeskProps) {
  const { page, form } = texts;
  return (
    <div className={formGridClass}>
      <div>
        {ask === null ? null : <AskForm ask={ask} suggest={suggest} start={start} texts={texts} locale={locale} />}
      </div>
      <aside>
        {take === null ? null : <AnswerCard take={take} texts={texts} />}
        <section aria-labelledby="signing-page" className="grid gap-2 rounded-card border bg-surface px-4 py-3 text-sm">
          <h2 id="signing-page" className="font-semibold">
            {page.signingPage}
          </h2>
          <p className="text-muted">{page.signingPageText}</p>
          {sha256 === null ? (
            <p className="text-danger">{form.failed}</p>
          ) : (
            <>
              <a className={buttonClass({})} href="/download/offline" download>
                {page.downloadPage}
              </a>
              <p className="text-xs text-subtle">SHA-256</p>
              <code className="font-mono text-xs wrap-anywhere">{sha256}</code>
            </>
          )}
        </section>
      </aside>
    </div>
  );
}

function AskForm({
  ask,
  suggest,
  start,
  texts,
  locale,
}: Pick<OfflineDeskProps, "suggest" | "start" | "texts" | "locale"> & {
  readonly ask: NonNullable<OfflineDeskProps["ask"]>;
}) {
  const { page, form } = texts;
  const router = useRouter();
  const [kind, setKind] = useState<"certificate" | "list">("certificate");
  const [authority, setAuthority] = useState(start.authority);
  const [request, setRequest] = useState(start.request);
  const [profile, setProfile] = useState<string>("sub-ca");
  const [days, setDays] = useState("");
  const command = useCommand(ask, {
    locale,
    fields: fieldsOfCodes,
    unreachable: texts.unreachable,
    asksForKeys: false,
  });
  const { errors, error, value } = command;

  async function submit(confirm: boolean): Promise<void> {
    const missing = {
      ...(authority.trim() === "" ? { authority: form.required } : {}),
      ...(kind === "certificate" && request.trim() === "" ? { request: form.required } : {}),
    };
    if (Object.keys(missing).length > 0) return command.refuse(missing);
    const typed = days.trim();
    const reply = await command.run(
      kind === "list"
        ? { authority: authority.trim(), list: true }
        : {
            authority: authority.trim(),
            request: request.trim(),
            profile,
            ...(typed === "" ? {} : { days: Number(typed) }),
            ...(confirm ? { confirm } : {}),
          },
    );
    if (reply?.ok === true) router.refresh();
  }

  if (value !== null) return <Made value={value} page={page} again={command.reset} />;
  const wrong = Object.keys(errors).length;
  return (
    <form
      noValidate
      className="grid grid-cols-1 content-start gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
    >
      <ErrorSummary
        title={wrong > 1 ? count(locale, form.errors, wrong) : form.failed}
        errors={errors}
        failures={command.failures}
        fields={{
          authority: { label: page.authority, id: "authority" },
          request: { label: page.request, id: "request" },
          days: { label: page.days, id: "days" },
        }}
        actions={
          error !== null && liftable.includes(error.code) ? (
            <Button onClick={() => void submit(true)}>{page.allTheSame}</Button>
          ) : undefined
        }
      />
      <FileNameField
        id="authority"
        label={page.authority}
        help={page.authorityHelp}
        value={authority}
        onChange={setAuthority}
        kinds={["authority"]}
        suggest={suggest}
        texts={form}
        error={errors["authority"]}
      />
      <SelectField
        id="kind"
        label={page.kind}
        value={kind}
        options={[
          { value: "certificate", label: page.certificate },
          { value: "list", label: page.nextList },
        ]}
        onChange={(chosen) => setKind(chosen === "list" ? "list" : "certificate")}
      />
      {kind === "list" ? (
        <p className="text-sm text-muted">{page.listHelp}</p>
      ) : (
        <>
          <FileNameField
            id="request"
            label={page.request}
            value={request}
            onChange={setRequest}
            kinds={["csr"]}
            suggest={suggest}
            texts={form}
            error={errors["request"]}
          />
          <SelectField
            id="profile"
            label={page.template}
            value={profile}
            options={templates.map((name) => ({ value: name, label: page.templates[name] }))}
            onChange={setProfile}
          />
          <TextField
            id="days"
            label={page.days}
            help={page.daysHelp}
            inputMode="numeric"
            value={days}
            onChange={setDays}
            error={errors["days"]}
          />
        </>
      )}
      <div className={formFootClass}>
        <Button type="submit" variant="primary" isBusy={command.isBusy}>
          {page.make}
        </Button>
      </div>
    </form>
  );
}

function Made({
  value,
  page,
  again,
}: {
  readonly value: Asked;
  readonly page: UiTexts["offline"];
  readonly again: () => void;
}) {
  return (
    <section className="grid gap-4" role="status">
      <h2 className="text-section">{fill(page.madeTitle, { file: value.packageName })}</h2>
      <p className="text-muted">{page.madeText}</p>
      <VoiceGroups groups={value.groups} label={page.groupsLabel} />
      <div className="flex flex-wrap gap-2">
        <a className={buttonClass({ variant: "primary" })} href={`/download/offline?id=${value.id}`} download>
          {fill(page.save, { file: value.packageName })}
        </a>
        <Button variant="ghost" onClick={again}>
          {page.another}
        </Button>
      </div>
    </section>
  );
}

function AnswerCard({
  take,
  texts,
}: {
  readonly take: NonNullable<OfflineDeskProps["take"]>;
  readonly texts: OfflineDeskProps["texts"];
}) {
  const { page } = texts;
  const router = useRouter();
  const { isBusy, error, run } = useAction(texts.unreachable);
  const [taken, setTaken] = useState<Taken | null>(null);
  function bring(files: readonly File[]): void {
    const [file] = files;
    if (file === undefined || isBusy) return;
    const form = new FormData();
    form.set("answer", file);
    setTaken(null);
    void run(
      () => take(form),
      (value) => {
        setTaken(value);
        notify({ text: fill(page.taken, { name: value.subject }) });
        router.refresh();
      },
      false,
    );
  }
  return (
    <section
      aria-labelledby="answer"
      className="grid gap-2 rounded-card border border-dashed bg-surface px-4 py-3 text-sm"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        bring([...event.dataTransfer.files]);
      }}
    >
      <h2 id="answer" className="font-semibold">
        {page.answer}
      </h2>
      <p className="text-muted">{page.answerText}</p>
      <div>
        <ChooseFiles label={page.chooseAnswer} accept=".answer,.json,.crt,.pem,.cer,.crl" onFiles={bring} />
      </div>
      {error === null ? null : (
        <Banner tone="danger" title={page.refused} role="alert">
          {error.message}
        </Banner>
      )}
      {taken === null ? null : (
        <Banner tone="ok" title={fill(page.taken, { name: taken.subject })} role="status">
          {taken.name === null ? (
            page.takenList
          ) : (
            <a href={`/files/${encodeURIComponent(taken.name)}`}>{fill(page.open, { name: taken.name })}</a>
          )}
        </Banner>
      )}
    </section>
  );
}
