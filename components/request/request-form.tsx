"use client";
import { FileKey, FilePenLine, Mail } from "lucide-react";
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
import { useCommand } from "../form/use-command";

export interface Requested {
  readonly name: string;
  readonly keyFile: string;
  readonly requestFile: string;
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
    if (Object.keys(wrong).length > 0) return command.refuse(wrong);
    const reply = await command.run(keyPairInput(text));
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
            maySign={maySign}
            commonName={text.CN.trim()}
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
            <a
              className={buttonClass({ size: "sm" })}
              href={`/download?file=${encodeURIComponent(value.requestFile)}`}
              download
            >
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
        {value.hostNotListed === null ? null : (
          <p className="mt-1">{fill(texts.page.hostNotListed, { name: value.hostNotListed })}</p>
        )}
      </Banner>
    </div>
  );
}
