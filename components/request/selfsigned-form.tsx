"use client";
import { BadgeCheck, FileKey } from "lucide-react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { selfsignedEquivalents } from "@/lib/shell/equivalents.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { ChoiceCards } from "../form/choice-cards";
import { EquivalentsPanel, type EquivalentTexts } from "../equivalents/equivalents-panel";
import { ErrorSummary } from "../form/error-summary";
import { KeyChoice, keyWord } from "./key-choice";
import {
  keyPairFields,
  keyPairIds,
  keyPairInput,
  subjectOf,
  useKeyPair,
  type KeyPairInput,
  type KeyPairText,
} from "./key-pair-state";
import { NameChips } from "./name-chips";
import { PasteLine } from "./paste-line";
import { Made } from "./request-form";
import type { ActionState } from "../form/action-state";
import { SubjectFields } from "./subject-fields";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";

export interface SelfSigned {
  readonly name: string;
  readonly keyFile: string;
  readonly certificateFile: string;
  readonly isAuthority: boolean;
}

type SelfSignedInput = KeyPairInput & { readonly profile: string; readonly days?: number };

interface SelfsignedFormProps {
  readonly make: (input: SelfSignedInput) => Promise<ActionState<SelfSigned>>;
  readonly grammar: Grammar;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["selfsigned"];
    readonly optional: string;
    readonly unreachable: string;
    readonly close: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
}

/** As the command does when nobody says: five years for an authority, one for a test server. */
const defaultDays: Readonly<Record<string, string>> = { "root-ca": "1825", server: "365" };

function inputOf(text: KeyPairText): SelfSignedInput {
  const days = text.days.trim();
  return { ...keyPairInput(text), profile: text.profile, ...(days === "" ? {} : { days: Number(days) }) };
}

export function SelfsignedForm({ make, grammar, texts, locale }: SelfsignedFormProps) {
  const { form, page } = texts;
  const { text, change, clear, fillFrom } = useKeyPair();
  const command = useCommand(make, { locale, fields: keyPairFields, unreachable: texts.unreachable });
  const { errors, value } = command;
  const isServer = text.profile === "server";
  const name = text.name.trim() === "" ? form.nameAt : text.name.trim();
  const days = text.days.trim() === "" ? (defaultDays[text.profile] ?? "365") : text.days;
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
    days: form.days,
  };
  const fields = Object.fromEntries(
    Object.entries(labels).map(([field, label]) => [field, { label, id: keyPairIds[field] ?? "name" }]),
  );
  return (
    <>
      <PageHead
        title={page.title}
        command="pki selfsigned"
        lede={page.lede}
        actions={
          <PasteLine
            command="selfsigned"
            grammar={grammar}
            onFill={fillFrom}
            texts={form}
            closeLabel={texts.close}
            example="pki selfsigned dbca CN:dbca.example.local"
          />
        }
      />
      <div className="formgrid">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void command.run(inputOf(text));
          }}
        >
          <ErrorSummary
            title={wrong > 1 ? count(locale, form.errors, wrong) : form.failed}
            errors={errors}
            failures={command.failures}
            fields={fields}
          />
          {value === null ? null : (
            <div className="mb-6">
              <Banner
                tone="ok"
                role="status"
                title={fill(page.doneTitle, { key: value.keyFile, certificate: value.certificateFile })}
                actions={
                  <>
                    {value.isAuthority ? (
                      <LinkButton size="sm" href={`/sign?issuer=${encodeURIComponent(value.certificateFile)}`}>
                        {page.signWith}
                      </LinkButton>
                    ) : null}
                    <LinkButton size="sm" href={`/files/${encodeURIComponent(value.name)}`}>
                      {fill(form.open, { name: value.name })}
                    </LinkButton>
                    <Button
                      size="sm"
                      variant="ghost"
                      onClick={() => {
                        clear();
                        command.reset();
                      }}
                    >
                      {form.another}
                    </Button>
                  </>
                }
              >
                {fill(value.isAuthority ? page.doneCa : page.doneServer, { certificate: value.certificateFile })}
              </Banner>
            </div>
          )}
          <section className="part">
            <ChoiceCards
              name="profile"
              legend={form.profile}
              value={text.profile}
              onChange={(profile) => change({ profile })}
              choices={(["root-ca", "server"] as const).map((profile) => ({
                value: profile,
                label: page.profiles[profile],
                hint: page.profileHints[profile],
              }))}
            />
            <div className="c2">
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
                placeholder="dbca"
              />
              <TextField
                id="days"
                name="days"
                label={form.days}
                error={errors["days"]}
                value={text.days}
                onChange={(changed) => change({ days: changed })}
                inputMode="numeric"
                placeholder={defaultDays[text.profile]}
              />
            </div>
          </section>
          <SubjectFields
            text={text}
            change={change}
            errors={errors}
            texts={form}
            optional={texts.optional}
            commonNameHelp={isServer ? form.cnHelp : form.cnCaHelp}
          />
          {isServer || text.names.length > 0 ? (
            <section className="part">
              <NameChips
                id="names"
                label={form.names}
                at="subjectAltName"
                names={text.names}
                onChange={(names) => change({ names })}
                commonName={text.CN}
                error={errors["subjectAltNames"]}
                texts={form}
                locale={locale}
              />
            </section>
          ) : null}
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
            equivalents={selfsignedEquivalents({
              name: text.name,
              subject: subjectOf(text),
              subjectAltNames: text.names,
              key: text.key,
              profile: text.profile,
              ...(text.days.trim() === "" ? {} : { days: Number(text.days) }),
            })}
            http={{ command: "selfsigned", body: inputOf(text) }}
            texts={texts.equivalents}
          />
          <section className="card">
            <h2 className="cap">{form.makes}</h2>
            <ul className="makes body">
              <Made
                icon={<FileKey className="i" aria-hidden />}
                name={`${name}.key`}
                text={fill(form.sealed, { key: keyWord(text.key, form) })}
              />
              <Made
                icon={<BadgeCheck className="i" aria-hidden />}
                name={`${name}.crt`}
                text={fill(page.certificateLine, { days })}
              />
            </ul>
          </section>
        </aside>
      </div>
    </>
  );
}
