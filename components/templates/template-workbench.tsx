"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { textAreaClass } from "../form/controls";
import { ErrorSummary } from "../form/error-summary";
import { described, Field } from "../form/field";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { sectionHeadClass } from "../styles/section";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Attempt } from "./attempt";

interface WorkbenchProps {
  readonly name: string;
  readonly isBuiltIn: boolean;
  /** The version that a new one is written on; 0: a new template. */
  readonly inUse: number;
  readonly start: string;
  readonly mayWrite: boolean;
  readonly save: (input: unknown) => Promise<ActionState<OutputOf<"template-save">>>;
  readonly attempt: (input: unknown) => Promise<ActionState<OutputOf<"template-try">>>;
  readonly suggest: SuggestFiles;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["templates"];
    readonly unreachable: string;
    readonly optional: string;
  };
  readonly locale: Locale;
  readonly viewer: Viewer;
}

/** What is typed as JSON; null when it is none, with what the browser says of the place. */
function readRules(text: string): { readonly rules: unknown; readonly problem: string } {
  try {
    return { rules: JSON.parse(text) as unknown, problem: "" };
  } catch (error) {
    return { rules: null, problem: /position \d+|line \d+[^)]*/.exec(String(error))?.[0] ?? "…" };
  }
}

/** The rules as JSON, to change and to try with a stored request before they are saved. */
export function TemplateWorkbench(props: WorkbenchProps) {
  const { name, isBuiltIn, inUse, start, mayWrite, suggest, locale, viewer } = props;
  const { form, page, unreachable } = props.texts;
  const { edit } = page;
  const router = useRouter();
  const [text, setText] = useState(start);
  const [newName, setNewName] = useState("");
  const [note, setNote] = useState("");
  const [request, setRequest] = useState("");
  const [issuer, setIssuer] = useState("");
  const fields = { "template.impossible": "rules", "template.changed-meanwhile": "name", "template.built-in": "name" };
  const saving = useCommand(props.save, { locale, fields, unreachable });
  const trying = useCommand(props.attempt, {
    locale,
    unreachable,
    fields: { "file.not-found": "request", "file.wrong-kind": "request", "template.impossible": "rules" },
  });
  const isChanged = text !== start;

  async function save(): Promise<void> {
    const { rules, problem } = readRules(text);
    if (rules === null) return saving.refuse({ rules: fill(edit.notJson, { problem }) });
    const as = isBuiltIn ? newName.trim() : name;
    if (as === "") return saving.refuse({ name: form.required });
    const reply = await saving.run({ name: as, rules, basedOn: isBuiltIn ? 0 : inUse, note });
    if (reply?.ok === true) router.push(`/templates/${reply.value.name}`);
  }
  async function attempt(): Promise<void> {
    if (request.trim() === "") return trying.refuse({ request: form.required });
    const { rules, problem } = readRules(text);
    if (rules === null) return trying.refuse({ rules: fill(edit.notJson, { problem }) });
    await trying.run({
      template: name,
      ...(isChanged ? { rules } : {}),
      request: request.trim(),
      ...(issuer.trim() === "" ? {} : { issuer: issuer.trim() }),
    });
  }
  return (
    <>
      <section aria-labelledby="try">
        <div className={sectionHeadClass}>
          <h2 id="try">{page.try.title}</h2>
        </div>
        <p className="mb-3 text-sm text-muted">{page.try.lede}</p>
        <form
          noValidate
          className="grid grid-cols-1 gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void attempt();
          }}
        >
          <ErrorSummary
            title={form.failed}
            errors={trying.errors}
            failures={trying.failures}
            fields={{
              request: { label: page.try.request, id: "try-request" },
              rules: { label: edit.rules, id: "rules-json" },
            }}
          />
          <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
            <FileNameField
              id="try-request"
              label={page.try.request}
              value={request}
              onChange={setRequest}
              kinds={["csr"]}
              suggest={suggest}
              texts={form}
              error={trying.errors["request"]}
            />
            <FileNameField
              id="try-issuer"
              label={page.try.issuer}
              optional={props.texts.optional}
              value={issuer}
              onChange={setIssuer}
              kinds={["signer"]}
              suggest={suggest}
              texts={form}
            />
          </div>
          <div>
            <Button type="submit" isBusy={trying.isBusy}>
              {page.try.act}
            </Button>
          </div>
        </form>
        {trying.value === null ? null : (
          <Attempt value={trying.value} texts={page.try} locale={locale} viewer={viewer} />
        )}
      </section>
      {mayWrite ? (
        <section aria-labelledby="change">
          <div className={sectionHeadClass}>
            <h2 id="change">{isBuiltIn ? edit.asNew : edit.title}</h2>
          </div>
          <p className="mb-3 text-sm text-muted">{edit.lede}</p>
          <form
            noValidate
            className="grid grid-cols-1 gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <ErrorSummary
              title={form.failed}
              errors={saving.errors}
              failures={saving.failures}
              fields={{
                name: { label: edit.name, id: "template-name" },
                rules: { label: edit.rules, id: "rules-json" },
              }}
            />
            {saving.value === null ? null : (
              <Banner tone="ok" title={fill(edit.saved, { version: saving.value.version, name: saving.value.name })} />
            )}
            {isBuiltIn ? (
              <TextField
                id="template-name"
                label={edit.name}
                help={edit.nameHelp}
                value={newName}
                onChange={setNewName}
                error={saving.errors["name"]}
                isMono
              />
            ) : null}
            <Field id="rules-json" label={edit.rules} error={saving.errors["rules"]}>
              <textarea
                {...described("rules-json", { error: saving.errors["rules"] })}
                className={textAreaClass({ isMono: true }, "min-h-80")}
                value={text}
                spellCheck={false}
                onChange={(event) => setText(event.target.value)}
              />
            </Field>
            <TextField
              id="template-note"
              label={edit.note}
              optional={props.texts.optional}
              value={note}
              onChange={setNote}
            />
            <div>
              <Button type="submit" variant="primary" isBusy={saving.isBusy}>
                {isBuiltIn ? edit.actNew : fill(edit.act, { version: inUse + 1 })}
              </Button>
            </div>
          </form>
        </section>
      ) : null}
    </>
  );
}
