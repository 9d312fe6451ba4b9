"use client";
import { Download, FileKey, FilePenLine, Mail, Plus } from "lucide-react";
import Link from "next/link";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { csrEquivalents } from "@/lib/shell/equivalents/equivalents.ts";
import type { Grammar } from "@/lib/shell/grammar.ts";
import { isCommonNameAdded } from "@/lib/shell/alt-name.ts";
import { Banner } from "../ui/banner";
import { Button, LinkButton, buttonClass } from "../ui/button";
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
import type { RequestLike } from "./request-like";
import type { ActionState } from "../form/action-state";
import { BackToService } from "../form/back-to-service";
import { FormDone, NextStep } from "../form/form-done";
import { MadeFacts } from "../form/made-facts";
import { useCommand } from "../form/use-command";
import { CopyPem } from "../pem/copy-pem";
import { PemBox } from "../pem/pem-box";
import { cardClass, cardHeadClass } from "../styles/card";

export interface Requested {
  readonly name: string;
  readonly keyFile: string;
  readonly requestFile: string;
  /** The key was there before. */
  readonly isStoredKey: boolean;
  readonly keyLabel: string;
  readonly underPassphrase: boolean;
  readonly commonName: string;
  readonly subject: string;
  readonly subjectAltNames: readonly { readonly kind: string; readonly value: string }[];
  readonly pem: string;
  readonly addedCommonName: boolean;
  /** The host of the common name that is in no list of names. */
  readonly hostNotListed: string | null;
}

interface RequestFormProps {
  readonly make: (input: KeyPairInput) => Promise<ActionState<Requested>>;
  readonly grammar: Grammar;
  readonly texts: {
    readonly form: UiTexts["form"];
    readonly page: UiTexts["request"];
    readonly made: UiTexts["made"];
    readonly pem: UiTexts["pem"];
    readonly optional: string;
    readonly keyPassphrase: UiTexts["keyPassphrase"]["new"];
    readonly unreachable: string;
    readonly close: string;
    readonly equivalents: EquivalentTexts;
  };
  readonly locale: Locale;
  readonly maySign: boolean;
  /** From the address: what a plan asks for. */
  readonly start: Partial<KeyPairText>;
  readonly readLike: (text: string) => Promise<ActionState<RequestLike>>;
}

export function RequestForm({ make, grammar, texts, locale, maySign, start, readLike }: RequestFormProps) {
  const { form, page } = texts;
  const pair = useKeyPair(start);
  const { text } = pair;
  const command = useCommand(make, { locale, fields: keyPairFields, unreachable: texts.unreachable });
  const { value } = command;
  const name = text.name.trim() === "" ? form.nameAt : text.name.trim();
  const isKeyStored = !Object.hasOwn(form.keys, text.key);
  const isAdded = isCommonNameAdded(text.CN, text.names);
  const asked = text.names.length + (isAdded && !text.names.includes(text.CN.trim()) ? 1 : 0);
  async function submit(): Promise<void> {
    const wrong = newPassphraseErrors(text, { required: form.required, unlike: texts.keyPassphrase.unlike });
    const input = keyPairInput(text);
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
      command="csr"
      example={'pki csr cmscore1 CN:cmscore1.example.com O:"Example Inc" C:KR'}
      grammar={grammar}
      texts={texts}
      locale={locale}
      pair={pair}
      state={command}
      readLike={readLike}
      onSubmit={() => void submit()}
      done={
        value === null ? null : (
          <Done
            value={value}
            texts={texts}
            locale={locale}
            maySign={maySign}
            onAgain={() => {
              pair.clear();
              command.reset();
            }}
          />
        )
      }
      first={<KeyPairName pair={pair} error={command.errors["name"]} texts={form} placeholder="cmscore1" />}
      commonNameHelp={form.cnHelp}
      hasNames
      shownCommonName={isAdded ? text.CN : undefined}
      equivalents={csrEquivalents({
        name: text.name,
        subject: subjectOf(text),
        subjectAltNames: text.names,
        key: text.key,
        isLocked: text.passphrase !== null,
      })}
      body={keyPairInput(text)}
      advice={isAdded ? <Banner>{page.appliance}</Banner> : null}
      makes={
        <>
          {isKeyStored ? (
            <Made icon={<FileKey aria-hidden />} name={text.key} text={form.storedKeyHint} />
          ) : (
            <Made
              icon={<FileKey aria-hidden />}
              name={`${name}.key`}
              text={fill(text.passphrase === null ? form.sealed : texts.keyPassphrase.made, {
                key: keyWord(text.key, form),
              })}
            />
          )}
          <Made
            icon={<FilePenLine aria-hidden />}
            name={`${name}.csr`}
            text={fill(page.csrLine, { names: asked === 0 ? page.asksNone : count(locale, page.asks, asked) })}
          />
          <Made icon={<Mail aria-hidden />} title={page.then} text={page.thenHelp} />
        </>
      }
    />
  );
}

interface DoneProps {
  readonly value: Requested;
  readonly texts: RequestFormProps["texts"];
  readonly locale: Locale;
  readonly maySign: boolean;
  readonly onAgain: () => void;
}

function Done({ value, texts, locale, maySign, onAgain }: DoneProps) {
  const { form, page, made, pem } = texts;
  const { requestFile } = value;
  const facts = { key: value.keyFile, request: requestFile };
  const keyText = value.isStoredKey ? page.keyStored : value.underPassphrase ? page.keyLocked : page.keySealed;
  const href = `/download?file=${encodeURIComponent(requestFile)}`;
  return (
    <FormDone
      title={fill(value.isStoredKey ? page.doneStoredKey : page.doneTitle, facts)}
      actions={
        <>
          <BackToService words={form.backToService} />
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
          <PemBox name={requestFile} text={value.pem} isOpen texts={pem} locale={locale} />
          <MadeFacts
            value={value}
            files={{ key: value.keyFile, keyLabel: value.keyLabel, other: requestFile }}
            saysNoNames
            texts={made}
          />
        </>
      }
      next={
        <>
          <NextStep
            word={made.next}
            title={page.nextTitle}
            actions={
              <>
                <CopyPem variant="primary" text={value.pem} texts={pem} />
                <a className={buttonClass()} href={href} download>
                  <Download aria-hidden />
                  {fill(form.download, { name: requestFile })}
                </a>
              </>
            }
          >
            {page.nextText}
          </NextStep>
          <section className={cardClass}>
            <h2 className={cardHeadClass}>{made.then}</h2>
            <ol className="grid gap-3 p-4 text-sm">
              <li>
                {page.answer}
                <p className="text-xs/[18px] text-subtle">{page.answerText}</p>
              </li>
              <li>
                {page.take}
                <p className="text-xs/[18px] text-subtle">{page.takeText}</p>
              </li>
            </ol>
          </section>
          {maySign ? (
            <p className="text-sm text-muted">
              {page.insteadText}{" "}
              <Link href={`/sign?request=${encodeURIComponent(requestFile)}`} prefetch={false}>
                {page.signHere}
              </Link>
            </p>
          ) : null}
        </>
      }
    >
      {fill(keyText, facts)} {value.addedCommonName ? fill(page.added, { name: value.commonName }) : ""}
      {value.hostNotListed === null ? null : (
        <p className="mt-1">{fill(page.hostNotListed, { name: value.hostNotListed })}</p>
      )}
    </FormDone>
  );
}
