"use client";
import { Layers } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { count } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { bundleEquivalents } from "@/lib/shell/equivalents/files.ts";
import { Button } from "../ui/button";
import { BundleCard, type ShownBundle } from "./bundle-card";
import type { StoreBundle } from "./download-bundle";
import { largest } from "../pickers/upload-state";
import { bundleKinds } from "./bundle-kinds";
import { BundleSources } from "./bundle-sources";
import { formOf, useSources } from "./bundle-state";
import { ChoiceCards } from "../form/choice-cards";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import type { SuggestFiles } from "../pickers/file-name-field";
import { fieldErrorsOf, type ActionState, type FieldErrors, type FieldOfCode } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { TextField } from "../form/text-field";
import { answerClass, useAnswerFocus } from "../form/use-answer-focus";
import { useAction } from "../form/use-action";
import { formFootClass, formGridClass, partClass } from "../form/layout";
import type { BundleForm as Kind } from "@/lib/pki/bundle/kind.ts";

export interface MadeBundles {
  readonly kind: Kind;
  readonly bundles: readonly ShownBundle[];
}
export type MakeBundles = (form: FormData) => Promise<ActionState<MadeBundles>>;

interface BundleFormProps {
  readonly make: MakeBundles;
  readonly store: StoreBundle | null;
  readonly suggest: SuggestFiles;
  readonly start: { readonly files: readonly string[]; readonly kind: Kind };
  readonly texts: {
    readonly page: UiTexts["bundle"];
    readonly chain: UiTexts["item"]["chain"];
    readonly form: UiTexts["form"];
    readonly failed: string;
    readonly optional: string;
    readonly unreachable: string;
    readonly pem: UiTexts["pem"];
    readonly equivalents: EquivalentTexts;
  };
  readonly viewer: Viewer;
}

const fieldsOfCode: FieldOfCode = {
  "chain.no-such-root": "root",
  "bundle.no-certificates": "pasted",
  "bundle.too-many": "pasted",
  "file.not-found": "pasted",
  "file.wrong-kind": "pasted",
};

export function BundleForm({ make, store, suggest, start, texts, viewer }: BundleFormProps) {
  const { page } = texts;
  const { sources, ...change } = useSources(start.files);
  const [text, setText] = useState("");
  const [kind, setKind] = useState<Kind>(start.kind);
  const [root, setRoot] = useState("");
  const { isBusy, run, clear } = useAction(texts.unreachable);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failures, setFailures] = useState(0);
  const [answer, setAnswer] = useState<MadeBundles | null>(null);
  const [asked, setAsked] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const answered = useAnswerFocus<HTMLElement>(isAsking);

  function fail(found: FieldErrors): void {
    setErrors(found);
    setFailures((known) => known + 1);
  }
  async function submit(wanted = root): Promise<void> {
    if (isBusy) return;
    clear();
    setErrors({});
    if (sources.length === 0 && text.trim() === "") return fail({ pasted: page.sources.needed });
    const size = text.length + sources.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
    if (size > largest) return fail({ pasted: page.sources.tooLarge });
    setAsking(true);
    const reply = await run(() => make(formOf(sources, text, kind, wanted)));
    setAsking(false);
    setAsked((known) => known + 1);
    setAnswer(reply?.ok === true ? reply.value : null);
    if (reply?.ok === false) fail(fieldErrorsOf(reply.error, fieldsOfCode, viewer.locale));
  }
  // A page that was opened for a file shows its bundle at once.
  const first = useRef(submit);
  const isAsked = start.files.length > 0;
  useEffect(() => {
    if (isAsked) void first.current();
  }, [isAsked]);

  const stored = sources.filter(({ file }) => file === null).map(({ name }) => name);
  const cardTexts = {
    bundle: page,
    chain: texts.chain,
    member: page.member,
    pem: texts.pem,
    unreachable: texts.unreachable,
  };
  return (
    <div className={formGridClass}>
      <div className="grid grid-cols-1 content-start gap-8">
        <form
          className="grid grid-cols-1 content-start gap-8"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <ErrorSummary
            title={texts.failed}
            errors={errors}
            failures={failures}
            fields={{
              pasted: { label: page.sources.title, id: "pasted" },
              root: { label: page.root.label, id: "root" },
            }}
          />
          <section className={partClass}>
            <header>
              <h2>{page.sources.title}</h2>
            </header>
            <BundleSources
              sources={sources}
              text={text}
              error={errors["pasted"]}
              onText={(value) => {
                setText(value);
                setErrors(({ pasted: _, ...others }) => others);
              }}
              onFiles={change.addFiles}
              onStored={change.addStored}
              onRemove={change.remove}
              onMove={change.move}
              suggest={suggest}
              texts={{ sources: page.sources, form: texts.form }}
              locale={viewer.locale}
            />
          </section>
          <section className={partClass}>
            <ChoiceCards
              name="kind"
              legend={page.kind.title}
              choices={bundleKinds.map((value) => ({ value, ...page.kind[value] }))}
              value={kind}
              onChange={(value) => setKind(value as Kind)}
            />
            {kind === "anchors" ? null : (
              <TextField
                id="root"
                label={page.root.label}
                help={page.root.help}
                error={errors["root"]}
                optional={texts.optional}
                value={root}
                onChange={setRoot}
                maxLength={300}
                isMono
              />
            )}
          </section>
          <div className={formFootClass}>
            <Button type="submit" variant="primary" icon={<Layers aria-hidden />} isBusy={isBusy}>
              {page.act}
            </Button>
          </div>
        </form>
        <p className="sr-only" role="status">
          {answer === null ? "" : count(viewer.locale, page.result.made, answer.bundles.length)}
        </p>
        {answer === null ? null : (
          <section
            className={`grid grid-cols-1 content-start gap-4 border-t pt-6 ${answerClass}`}
            aria-labelledby="bundles"
            ref={answered}
            tabIndex={-1}
          >
            <h2 className="text-section" id="bundles">
              {answer.bundles.length === 1 ? page.result.one : page.result.title}
            </h2>
            {answer.bundles.map((bundle, index) => (
              <BundleCard
                key={`${asked} ${index}`}
                bundle={bundle}
                kind={answer.kind}
                store={store}
                texts={cardTexts}
                viewer={viewer}
                onRoot={(choice) => {
                  setRoot(choice);
                  void submit(choice);
                }}
              />
            ))}
          </section>
        )}
      </div>
      <aside>
        <EquivalentsPanel
          equivalents={bundleEquivalents({ fileName: answer?.bundles[0]?.fileName ?? "", kind, files: stored })}
          http={{
            command: "bundle",
            body: {
              ...(stored.length > 0 ? { files: stored } : { text: page.sources.pasteHint }),
              kind,
              ...(root.trim() === "" ? {} : { root: root.trim() }),
            },
          }}
          texts={texts.equivalents}
        />
      </aside>
    </div>
  );
}
