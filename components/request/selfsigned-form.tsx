"use client";
import { BadgeCheck, Download, FileKey, Plus } from "lucide-react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { selfsignedEquivalents } from "@/lib/shell/equivalents/equivalents.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { Button, LinkButton, buttonClass } from "../ui/button";
import { ChoiceCards } from "../form/choice-cards";
import type { EquivalentTexts } from "../equivalents/equivalents-panel";
import { keyWord } from "./key-choice";
import { KeyPairForm, KeyPairName, Made } from "./key-pair-form";
import {
  keyPairFields,
  keyPairInput,
  newPassphraseErrors,
  subjectOf,
  useKeyPair,
  type KeyPairInput,
  type KeyPairText,
} from "./key-pair-state";
import type { ActionState } from "../form/action-state";
import { FormDone, NextStep } from "../form/form-done";
import { MadeFacts } from "../form/made-facts";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { PemBox } from "../pem/pem-box";

export interface SelfSigned {
  readonly name: string;
  readonly keyFile: string;
  readonly certificateFile: string;
  readonly isAuthority: boolean;
  readonly keyLabel: string | null;
  readonly subject: string;
  readonly subjectAltNames: readonly { readonly kind: string; readonly value: string }[];
  readonly serial: string;
  readonly notAfter: string;
  readonly pem: string;
}

type SelfSignedInput = KeyPairInput & {
  readonly profile: string;
  readonly days?: number;
  readonly pathLength?: number;
};

interface SelfsignedFormProps {
  readonly make: (input: SelfSignedInput) => Promise<ActionState<SelfSigned>>;
  readonly grammar: Grammar;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["selfsigned"];
    readonly made: UiTexts["made"];
    readonly pem: UiTexts["pem"];
    readonly optional: string;
    readonly keyPassphrase: UiTexts["keyPassphrase"]["new"];
    readonly unreachable: string;
    readonly close: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly viewer: Viewer;
}

/** The command's own defaults in days: five years for an authority, one for a test server. */
const defaultDays: Readonly<Record<string, string>> = { "root-ca": "1825", server: "365" };

function inputOf(text: KeyPairText): SelfSignedInput {
  const [days, pathLength] = [text.days.trim(), text.profile === "root-ca" ? text.pathLength.trim() : ""];
  return {
    ...keyPairInput(text),
    profile: text.profile,
    ...(days === "" ? {} : { days: Number(days) }),
    ...(pathLength === "" ? {} : { pathLength: Number(pathLength) }),
  };
}

export function SelfsignedForm({ make, grammar, texts, viewer }: SelfsignedFormProps) {
  const { locale } = viewer;
  const { form, page } = texts;
  const pair = useKeyPair();
  const { text, change } = pair;
  const command = useCommand(make, { locale, fields: keyPairFields, unreachable: texts.unreachable });
  const { errors, value } = command;
  const isServer = text.profile === "server";
  const name = text.name.trim() === "" ? form.nameAt : text.name.trim();
  const days = text.days.trim() === "" ? (defaultDays[text.profile] ?? "365") : text.days;
  async function submit(): Promise<void> {
    const wrong = newPassphraseErrors(text, { required: form.required, unlike: texts.keyPassphrase.unlike });
    const input = inputOf(text);
    // With an empty passphrase the command makes nothing, and says what there is to correct besides.
    const isAmiss = Object.keys(wrong).length > 0;
    const reply = await command.run(
      isAmiss ? { ...input, passphrase: "" } : input,
      isAmiss ? ({ newPassphrase: _empty, ...others }) => ({ ...others, ...wrong }) : undefined,
    );
    if (reply?.ok === true) pair.change({ passphrase: null });
  }
  return (
    <KeyPairForm
      command="selfsigned"
      example="pki selfsigned dbca CN:dbca.example.local"
      grammar={grammar}
      texts={texts}
      locale={locale}
      pair={pair}
      state={command}
      onSubmit={() => void submit()}
      done={
        value === null ? null : (
          <Done
            value={value}
            texts={texts}
            viewer={viewer}
            onAgain={() => {
              pair.clear();
              command.reset();
            }}
          />
        )
      }
      first={
        <>
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
          <div className="grid grid-cols-[minmax(0,1fr)_96px] gap-4">
            <KeyPairName pair={pair} error={errors["name"]} texts={form} placeholder="dbca" />
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
          {isServer ? null : (
            <TextField
              id="path-length"
              name="pathLength"
              label={form.pathLength}
              help={page.pathLengthHelp}
              error={errors["pathLength"]}
              value={text.pathLength}
              onChange={(changed) => change({ pathLength: changed })}
              inputMode="numeric"
            />
          )}
        </>
      }
      commonNameHelp={isServer ? form.cnHelp : form.cnCaHelp}
      hasNames={isServer || text.names.length > 0}
      shownCommonName={text.CN}
      equivalents={selfsignedEquivalents({
        name: text.name,
        subject: subjectOf(text),
        subjectAltNames: text.names,
        key: text.key,
        profile: text.profile,
        isLocked: text.passphrase !== null,
        ...(text.days.trim() === "" ? {} : { days: Number(text.days) }),
        ...(isServer || text.pathLength.trim() === "" ? {} : { pathLength: Number(text.pathLength) }),
      })}
      body={inputOf(text)}
      makes={
        <>
          <Made
            icon={<FileKey aria-hidden />}
            name={`${name}.key`}
            text={fill(text.passphrase === null ? form.sealed : texts.keyPassphrase.made, {
              key: keyWord(text.key, form),
            })}
          />
          <Made icon={<BadgeCheck aria-hidden />} name={`${name}.crt`} text={fill(page.certificateLine, { days })} />
        </>
      }
    />
  );
}

interface DoneProps {
  readonly value: SelfSigned;
  readonly texts: SelfsignedFormProps["texts"];
  readonly viewer: Viewer;
  readonly onAgain: () => void;
}

function Done({ value, texts, viewer, onAgain }: DoneProps) {
  const { form, page, made } = texts;
  const { certificateFile, isAuthority } = value;
  const href = `/download?file=${encodeURIComponent(certificateFile)}`;
  const download = (
    <a className={buttonClass({ variant: isAuthority ? "plain" : "primary" })} href={href} download>
      <Download aria-hidden />
      {fill(form.download, { name: certificateFile })}
    </a>
  );
  return (
    <FormDone
      title={fill(page.doneTitle, { key: value.keyFile, certificate: certificateFile })}
      actions={
        <>
          <Button variant="ghost" icon={<Plus aria-hidden />} onClick={onAgain}>
            {form.another}
          </Button>
          <LinkButton href={`/files/${encodeURIComponent(value.name)}`}>
            {fill(form.open, { name: value.name })}
          </LinkButton>
        </>
      }
      made={
        <>
          <PemBox name={certificateFile} text={value.pem} isOpen texts={texts.pem} locale={viewer.locale} />
          <MadeFacts
            value={value}
            files={{ key: value.keyFile, keyLabel: value.keyLabel, other: certificateFile }}
            texts={made}
            viewer={viewer}
          />
        </>
      }
      next={
        <NextStep
          word={made.next}
          title={isAuthority ? page.nextCa : page.nextServer}
          actions={
            <>
              {isAuthority ? (
                <LinkButton variant="primary" href={`/sign?issuer=${encodeURIComponent(certificateFile)}`}>
                  {page.signWith}
                </LinkButton>
              ) : null}
              {download}
            </>
          }
        >
          {fill(isAuthority ? page.doneCa : page.doneServer, { certificate: certificateFile })}
        </NextStep>
      }
    >
      {fill(page.keyStays, { key: value.keyFile })}
    </FormDone>
  );
}
