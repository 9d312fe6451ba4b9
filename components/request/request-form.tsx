"use client";
import { FileKey, FilePenLine, Mail } from "lucide-react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { csrEquivalents } from "@/lib/shell/equivalents.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { readAltName } from "@/lib/shell/alt-name.ts";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { KeyChoice, keyWord } from "./key-choice";
import { keyPairFields, keyPairIds, keyPairInput, subjectOf, useKeyPair, type KeyPairInput } from "./key-pair-state";
import { NameChips } from "./name-chips";
import { PasteLine } from "./paste-line";
import type { ActionState } from "../form/action-state";
import { SubjectFields } from "./subject-fields";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";

export interface Requested {
  readonly name: string;
  readonly keyFile: string;
  readonly requestFile: string;
  readonly addedCommonName: boolean;
}

interface RequestFormProps {
  readonly make: (input: KeyPairInput) => Promise<ActionState<Requested>>;
  readonly grammar: Grammar;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["request"];
    readonly optional: string;
    readonly unreachable: string;
    readonly close: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
  readonly maySign: boolean;
  /** From the address: what a plan asks for. */
  readonly start: { readonly name: string; readonly CN: string; readonly names: readonly string[] };
}

export function RequestForm({ make, grammar, texts, locale, maySign, start }: RequestFormProps) {
  const { form, page } = texts;
  const { text, change, clear, fillFrom } = useKeyPair(start);
  const command = useCommand(make, { locale, fields: keyPairFields, unreachable: texts.unreachable });
  const { errors, value } = command;
  const name = text.name.trim() === "" ? form.nameAt : text.name.trim();
  const hasHost = ["dns", "ip"].includes(kindOf(text.CN));
  const asked = text.names.length + (text.names.length > 0 && hasHost && !text.names.includes(text.CN.trim()) ? 1 : 0);
  const wrong = Object.keys(errors).length;
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
  };
  const fields = Object.fromEntries(
    Object.entries(labels).map(([field, label]) => [field, { label, id: keyPairIds[field] ?? "name" }]),
  );

  return (
    <>
      <PageHead
        title={page.title}
        command="pki csr"
        lede={page.lede}
        actions={
          <PasteLine
            command="csr"
            grammar={grammar}
            onFill={fillFrom}
            texts={form}
            closeLabel={texts.close}
            example='pki csr cmscore1 CN:cmscore1.example.com O:"Example Inc" C:KR'
          />
        }
      />
      <div className="formgrid">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void command.run(keyPairInput(text));
          }}
        >
          <ErrorSummary
            title={wrong > 1 ? count(locale, form.errors, wrong) : form.failed}
            errors={errors}
            failures={command.failures}
            fields={fields}
          />
          {value === null ? null : (
            <Done
              value={value}
              texts={texts}
              maySign={maySign}
              commonName={text.CN.trim()}
              onAgain={() => {
                clear();
                command.reset();
              }}
            />
          )}
          <section className="part">
            <TextField
              id="name"
              name="name"
              label={form.name}
              at={form.nameAt}
              help={form.nameHelp}
              error={errors["name"]}
              value={text.name}
              onChange={(changed) => change({ name: changed })}
              isMono
              placeholder="cmscore1"
            />
          </section>
          <SubjectFields
            text={text}
            change={change}
            errors={errors}
            texts={form}
            optional={texts.optional}
            commonNameHelp={form.cnHelp}
          />
          <section className="part">
            <NameChips
              id="names"
              label={form.names}
              at="subjectAltName"
              names={text.names}
              onChange={(names) => change({ names })}
              commonName={text.names.length > 0 ? text.CN : undefined}
              error={errors["subjectAltNames"]}
              texts={form}
              locale={locale}
            />
          </section>
          <KeyChoice value={text.key} onChange={(key) => change({ key })} texts={form} />
          <div className="formfoot">
            <Button type="submit" variant="primary" isBusy={command.isBusy}>
              {page.act}
            </Button>
            <span className="small subtle">{wrong > 0 ? count(locale, form.toCorrect, wrong) : ""}</span>
          </div>
        </form>
        <aside>
          <EquivalentsPanel
            equivalents={csrEquivalents({
              name: text.name,
              subject: subjectOf(text),
              subjectAltNames: text.names,
              key: text.key,
            })}
            http={{ command: "csr", body: keyPairInput(text) }}
            texts={texts.equivalents}
          />
          {text.names.length > 0 && hasHost ? <Banner>{page.appliance}</Banner> : null}
          <section className="card">
            <h2 className="cap">{form.makes}</h2>
            <ul className="makes body">
              <Made
                icon={<FileKey className="i" aria-hidden />}
                name={`${name}.key`}
                text={fill(form.sealed, { key: keyWord(text.key, form) })}
              />
              <Made
                icon={<FilePenLine className="i" aria-hidden />}
                name={`${name}.csr`}
                text={fill(page.csrLine, { names: asked === 0 ? page.asksNone : count(locale, page.asks, asked) })}
              />
              <Made icon={<Mail className="i" aria-hidden />} title={page.then} text={page.thenHelp} />
            </ul>
          </section>
        </aside>
      </div>
    </>
  );
}

function kindOf(name: string): string {
  const reading = readAltName(name);
  return reading.isName ? reading.kind : "";
}

export function Made({
  icon,
  name,
  title,
  text,
}: {
  readonly icon: React.ReactNode;
  readonly name?: string;
  readonly title?: string;
  readonly text: string;
}) {
  return (
    <li>
      {icon}
      <div>
        {name === undefined ? title : <span className="mono">{name}</span>}
        <div className="xs subtle">{text}</div>
      </div>
    </li>
  );
}

function Done({
  value,
  texts,
  maySign,
  commonName,
  onAgain,
}: {
  readonly value: Requested;
  readonly texts: RequestFormProps["texts"];
  readonly maySign: boolean;
  readonly commonName: string;
  readonly onAgain: () => void;
}) {
  const facts = { key: value.keyFile, request: value.requestFile };
  return (
    <div className="mb-6">
      <Banner
        tone="ok"
        role="status"
        title={fill(texts.page.doneTitle, facts)}
        actions={
          <>
            <a className="btn sm" href={`/download?file=${encodeURIComponent(value.requestFile)}`} download>
              {fill(texts.form.download, { name: value.requestFile })}
            </a>
            {maySign ? (
              <LinkButton size="sm" href={`/sign?request=${encodeURIComponent(value.requestFile)}`}>
                {texts.page.signHere}
              </LinkButton>
            ) : null}
            <LinkButton size="sm" href={`/files/${encodeURIComponent(value.name)}`}>
              {fill(texts.form.open, { name: value.name })}
            </LinkButton>
            <Button size="sm" variant="ghost" onClick={onAgain}>
              {texts.form.another}
            </Button>
          </>
        }
      >
        {fill(texts.page.doneText, facts)} {value.addedCommonName ? fill(texts.page.added, { name: commonName }) : ""}
      </Banner>
    </div>
  );
}
