"use client";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Equivalents } from "@/lib/shell/equivalents/equivalents.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { TextField } from "../form/text-field";
import type { ActionState } from "../form/action-state";
import type { CommandState } from "../form/use-command";
import { Button } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { KeyChoice } from "./key-choice";
import { checkLineClass, helpClass } from "../form/controls";
import { emptyPassphrase, NewPassphrase } from "../key-passphrase/new-passphrase";
import { keyPairIds, type useKeyPair } from "./key-pair-state";
import { NameChips } from "./name-chips";
import { PasteLine } from "./paste-line";
import type { RequestLike } from "./request-like";
import { SubjectFields } from "./subject-fields";
import { cardHeadClass, cardClass } from "../styles/card";
import { formFootClass, formGridClass, partClass } from "../form/layout";

interface KeyPairFormProps {
  readonly command: "csr" | "selfsigned";
  /** A line that can be pasted. */
  readonly example: string;
  readonly grammar: Grammar;
  /** Reads a pasted certificate or request that the form is filled in from. */
  readonly readLike?: (text: string) => Promise<ActionState<RequestLike>>;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: { readonly title: string; readonly lede: string; readonly act: string };
    readonly optional: string;
    readonly keyPassphrase: UiTexts["keyPassphrase"]["new"];
    readonly close: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
  readonly pair: ReturnType<typeof useKeyPair>;
  readonly state: Pick<CommandState<never, unknown>, "errors" | "failures" | "isBusy">;
  readonly onSubmit: () => void;
  /** What was made, in the place of the form; null until there is an answer. */
  readonly done: ReactNode;
  /** The first section: the name, and what else comes before the subject. */
  readonly first: ReactNode;
  readonly commonNameHelp: string;
  /** False: no section for more names. */
  readonly hasNames: boolean;
  /** The common name that is shown among the more names. */
  readonly shownCommonName: string | undefined;
  readonly equivalents: Equivalents;
  readonly body: object;
  /** Stands above the list of files that are made. */
  readonly advice?: ReactNode;
  /** `Made` rows. */
  readonly makes: ReactNode;
}

/**
 * The form of a command that makes a key pair: `csr` and `selfsigned` differ in their first section and their answer.
 */
export function KeyPairForm(props: KeyPairFormProps) {
  const { command, texts, locale, pair, state, commonNameHelp, hasNames } = props;
  const { form, page } = texts;
  const { text, change } = pair;
  const { errors } = state;
  const wrong = Object.keys(errors).length;
  if (props.done !== null) return props.done;
  return (
    <>
      <PageHead
        title={page.title}
        command={`pki ${command}`}
        lede={page.lede}
        actions={
          <PasteLine
            command={command}
            grammar={props.grammar}
            onFill={pair.fillFrom}
            like={props.readLike === undefined ? null : { read: props.readLike, onFill: pair.fillLike }}
            texts={form}
            closeLabel={texts.close}
            example={props.example}
          />
        }
      />
      <div className={formGridClass}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            props.onSubmit();
          }}
        >
          <ErrorSummary
            title={wrong > 1 ? count(locale, form.errors, wrong) : form.failed}
            errors={errors}
            failures={state.failures}
            fields={{
              ...labelledFields(form),
              newPassphrase: { label: texts.keyPassphrase.passphrase, id: "new-passphrase" },
              repeated: { label: texts.keyPassphrase.repeated, id: "repeated-passphrase" },
            }}
          />
          <section className={partClass}>{props.first}</section>
          <SubjectFields
            text={text}
            change={change}
            errors={errors}
            texts={form}
            optional={texts.optional}
            commonNameHelp={commonNameHelp}
          />
          {hasNames ? (
            <section className={partClass}>
              <NameChips
                id="names"
                label={form.names}
                at="subjectAltName"
                names={text.names}
                onChange={(names) => change({ names })}
                commonName={props.shownCommonName}
                error={errors["subjectAltNames"]}
                texts={form}
                locale={locale}
              />
            </section>
          ) : null}
          <KeyChoice value={text.key} onChange={(key) => change({ key })} texts={form} />
          <section className={partClass}>
            <label className={checkLineClass}>
              <input
                type="checkbox"
                className="checkbox"
                checked={text.passphrase !== null}
                onChange={(event) => change({ passphrase: event.target.checked ? emptyPassphrase : null })}
              />
              <span>
                {texts.keyPassphrase.label}
                <span className={clsx(helpClass, "block")}>{texts.keyPassphrase.help}</span>
              </span>
            </label>
            {text.passphrase === null ? null : (
              <NewPassphrase
                text={text.passphrase}
                onChange={(passphrase) => change({ passphrase })}
                errors={errors}
                known={[text.name, text.CN, text.O]}
                texts={texts.keyPassphrase}
              />
            )}
          </section>
          <div className={formFootClass}>
            <Button type="submit" variant="primary" isBusy={state.isBusy}>
              {page.act}
            </Button>
            <span className="text-sm text-subtle">{wrong > 0 ? count(locale, form.toCorrect, wrong) : ""}</span>
          </div>
        </form>
        <aside>
          <EquivalentsPanel
            equivalents={props.equivalents}
            http={{ command, body: { ...props.body, ...(text.passphrase === null ? {} : { passphrase: "…" }) } }}
            texts={texts.equivalents}
          />
          {props.advice}
          <section className={cardClass}>
            <h2 className={cardHeadClass}>{form.makes}</h2>
            <ul className="p-4">{props.makes}</ul>
          </section>
        </aside>
      </div>
    </>
  );
}

/** The field for the name under which key and certificate are stored. */
export function KeyPairName({
  pair: { text, change },
  error,
  texts,
  placeholder,
}: {
  readonly pair: ReturnType<typeof useKeyPair>;
  readonly error: string | undefined;
  readonly texts: UiTexts["form"];
  readonly placeholder: string;
}) {
  return (
    <TextField
      id="name"
      name="name"
      label={texts.name}
      at={texts.nameAt}
      help={texts.nameHelp}
      error={error}
      value={text.name}
      onChange={(changed) => change({ name: changed })}
      isMono
      placeholder={placeholder}
    />
  );
}

/** One file that the command will make, or what comes after it. */
export function Made({
  icon,
  name,
  title,
  text,
}: {
  readonly icon: ReactNode;
  readonly name?: string;
  readonly title?: string;
  readonly text: string;
}) {
  return (
    <li
      className={clsx(
        "grid grid-cols-[16px_minmax(0,1fr)_auto] gap-2.5 border-t py-2 text-sm first:border-0 first:pt-0 last:pb-0",
        "icon:mt-0.5 icon:text-subtle",
      )}
    >
      {icon}
      <div>
        {name === undefined ? title : <span className="mono">{name}</span>}
        <div className="text-xs text-subtle">{text}</div>
      </div>
    </li>
  );
}

/** The label and the control's id of each field that an error can name. */
export function labelledFields(form: UiTexts["form"]): Readonly<Record<string, { label: string; id: string }>> {
  const labels: Readonly<Record<string, string>> = {
    name: form.name,
    "subject.CN": form.cn,
    "subject.O": form.o,
    "subject.OU": form.ou,
    "subject.L": form.l,
    "subject.ST": form.st,
    "subject.C": form.c,
    "subject.emailAddress": form.email,
    subjectAltNames: form.names,
    days: form.days,
    pathLength: form.pathLength,
  };
  return Object.fromEntries(
    Object.entries(labels).map(([field, label]) => [field, { label, id: keyPairIds[field] ?? "name" }]),
  );
}
