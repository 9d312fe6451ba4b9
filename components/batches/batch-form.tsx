"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { BatchPreview, type CheckedBatch } from "./batch-preview";
import { BatchExample } from "./batch-example";
import { BatchPeople, type PeopleSource } from "./batch-people";
import { forgetTable, handedTable } from "./handed-table";
import { nameIn } from "../chain/inventory-chain";
import { OtherWays } from "../chain/other-ways";
import { ChoiceCards } from "../form/choice-cards";
import { ErrorSummary } from "../form/error-summary";
import type { ActionState } from "../form/action-state";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { SelectField } from "../form/select-field";
import { TextField } from "../form/text-field";
import { type BatchInput, type CheckInput, useBatchCheck } from "./use-batch-check";
import { useCommand } from "../form/use-command";
import { fieldPairClass, formFootClass, formGridClass, partClass } from "../form/layout";
import { checkLineClass, helpClass, labelClass } from "../form/controls";

interface BatchFormProps {
  readonly make: (
    input: BatchInput & { title?: string; invalid: string; existing: string },
  ) => Promise<ActionState<{ readonly batch: string }>>;
  readonly check: (input: CheckInput) => Promise<ActionState<CheckedBatch>>;
  /** The one authority that can sign; null when there is none, or a choice. */
  readonly only: string | null;
  readonly hasAuthority: boolean;
  readonly suggest: SuggestFiles;
  readonly texts: UiTexts["batchForm"];
  readonly back: { readonly title: string; readonly navLabel: string };
  readonly form: {
    readonly cn: string;
    readonly o: string;
    readonly ou: string;
    readonly c: string;
    readonly optional: string;
    readonly unreachable: string;
    readonly picker: UiTexts["form"];
  };
  readonly viewer: Viewer;
  readonly locale: Locale;
}

const keys = ["p-256", "p-384", "rsa-2048", "rsa-3072", "ed25519"];
const profiles = ["modern", "compatible", "none"] as const;
const fields = {
  "file.not-found": "issuer",
  "sign.days-out-of-range": "days",
  "template.placeholder-unknown": "CN",
  "table.empty": "table",
  "table.malformed": "table",
  "table.extra-cells": "table",
  "table.no-names": "table",
  "batch.too-many-rows": "table",
};

export function BatchForm({
  make,
  check,
  only,
  hasAuthority,
  suggest,
  texts,
  back,
  form,
  viewer,
  locale,
}: BatchFormProps) {
  const router = useRouter();
  const [source, setSource] = useState<PeopleSource>(() => handedTable() ?? { text: "" });
  useEffect(forgetTable, []);
  const [issuer, setIssuer] = useState(only ?? "");
  /** The authority that a person accepts although receivers would refuse what it signs. */
  const [accepted, setAccepted] = useState("");
  const [subject, setSubject] = useState({ CN: "{name}", OU: "{department}", O: "", C: "" });
  const [names, setNames] = useState({ email: true, upn: true });
  const [key, setKey] = useState("p-256");
  const [days, setDays] = useState("365");
  const [profile, setProfile] = useState<string>("modern");
  const [title, setTitle] = useState("");
  const [root, setRoot] = useState("");
  const [skipsInvalid, setSkipsInvalid] = useState(false);
  const [existing, setExisting] = useState("skip");
  const command = useCommand(make, { locale, fields, unreachable: form.unreachable });
  const { errors } = command;

  const input: BatchInput = {
    ...("text" in source ? { text: source.text } : { bytes: source.bytes }),
    ...(issuer === "" ? {} : { issuer }),
    ...(issuer !== "" && accepted === issuer ? { doubtfulChain: "accept" } : {}),
    template: {
      subject: Object.fromEntries(Object.entries(subject).filter(([, value]) => value.trim() !== "")),
      subjectAltNames: (["email", "upn"] as const).filter((name) => names[name]),
      key,
      days: Number(days),
    },
    profile,
    ...(root === "" ? {} : { root }),
  };
  const { value: checked, error: checkError, isBusy: isChecking } = useBatchCheck(input, check, form.unreachable);
  const heldAndGood =
    checked === null
      ? 0
      : checked.held.filter(({ position }) => !checked.invalid.some((row) => row.position === position)).length;
  const number = checked === null ? 0 : checked.ready - (existing === "skip" ? heldAndGood : 0);
  const isBlocked = checked !== null && checked.invalid.length > 0 && !skipsInvalid;

  async function submit(): Promise<void> {
    const hasPeople = "bytes" in source || source.text.trim() !== "";
    if (!hasPeople || issuer === "")
      return command.refuse({
        ...(hasPeople ? {} : { table: texts.needTable }),
        ...(issuer === "" ? { issuer: texts.needIssuer } : {}),
      });
    const reply = await command.run({
      ...input,
      ...(title.trim() === "" ? {} : { title: title.trim() }),
      invalid: skipsInvalid ? "skip" : "refuse",
      existing,
    });
    if (reply?.ok === true) router.push(`/batches/${reply.value.batch}`);
  }
  return (
    <>
      <PageHead
        title={texts.title}
        lede={texts.lede}
        crumb={{ label: back.title, href: "/batches", navLabel: back.navLabel }}
      />
      <div className={formGridClass}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <ErrorSummary
            title={texts.failed}
            errors={errors}
            failures={command.failures}
            fields={{
              table: { label: texts.table, id: "table" },
              issuer: { label: texts.issuer, id: "issuer" },
              days: { label: texts.days, id: "days" },
              CN: { label: form.cn, id: "cn" },
            }}
          />
          <BatchPeople source={source} onChange={setSource} error={errors["table"]} texts={texts} />
          <section className={partClass} aria-labelledby="part-preview">
            <header>
              <h2 id="part-preview">{texts.preview}</h2>
            </header>
            {checkError === null ? null : (
              <Banner tone="danger" role="alert">
                {checkError}
              </Banner>
            )}
            {checked === null ? (
              checkError === null ? (
                <p className="text-muted text-sm">{isChecking ? texts.previewing : texts.previewEmpty}</p>
              ) : null
            ) : (
              <BatchPreview checked={checked} texts={texts} locale={locale} />
            )}
            {checked === null || checked.invalid.length === 0 ? null : (
              <label className={checkLineClass}>
                <input
                  className="checkbox"
                  type="checkbox"
                  checked={skipsInvalid}
                  onChange={() => setSkipsInvalid(!skipsInvalid)}
                />
                {texts.skipInvalid}
              </label>
            )}
            {checked === null || checked.held.length === 0 ? null : (
              <ChoiceCards
                name="existing"
                legend={texts.existing}
                value={existing}
                onChange={setExisting}
                choices={(["skip", "issue"] as const).map((value) => ({ value, label: texts.existings[value] }))}
              />
            )}
          </section>
          <section className={partClass} aria-labelledby="part-certificate">
            <header>
              <h2 id="part-certificate">{texts.certificate}</h2>
            </header>
            {!hasAuthority ? (
              <Banner
                tone="warn"
                actions={
                  <LinkButton size="sm" href="/selfsigned">
                    {texts.makeAuthority}
                  </LinkButton>
                }
              >
                {texts.noAuthority}
              </Banner>
            ) : null}
            <FileNameField
              id="issuer"
              label={texts.issuer}
              help={texts.issuerHelp}
              error={errors["issuer"] ?? checked?.issuer?.problem ?? undefined}
              value={issuer}
              onChange={(value) => {
                setIssuer(value.trim());
                setRoot("");
              }}
              kinds={["signer"]}
              suggest={suggest}
              texts={form.picker}
            />
            {!checked?.issuer?.ends ? null : (
              <OtherWays
                ends={checked.issuer.ends}
                take={({ choice, subject }) => (
                  <Button
                    size="sm"
                    aria-label={fill(texts.takeWayTo, { root: nameIn(subject) })}
                    onClick={() => setRoot(choice)}
                  >
                    {texts.takeWay}
                  </Button>
                )}
              />
            )}
            {issuer !== "" && (checked?.issuer?.isQuestion === true || accepted === issuer) ? (
              <label className={checkLineClass}>
                <input
                  className="checkbox"
                  type="checkbox"
                  checked={accepted === issuer}
                  onChange={(event) => setAccepted(event.target.checked ? issuer : "")}
                />
                {texts.acceptDoubtful}
              </label>
            ) : null}
            {checked?.issuer?.isCut === true && checked.issuer.notAfter !== null ? (
              <Banner tone="warn">
                {fill(texts.cut, { date: shortDate(viewer, new Date(checked.issuer.notAfter)) })}
              </Banner>
            ) : null}
            <fieldset className="grid grid-cols-1 content-start gap-4">
              <legend className={clsx(labelClass, "mb-2")}>{texts.subject}</legend>
              <div className={fieldPairClass}>
                <TextField
                  id="cn"
                  label={form.cn}
                  at="CN"
                  error={errors["CN"]}
                  value={subject.CN}
                  onChange={(CN) => setSubject({ ...subject, CN })}
                  isMono
                />
                <TextField
                  id="ou"
                  label={form.ou}
                  at="OU"
                  optional={form.optional}
                  value={subject.OU}
                  onChange={(OU) => setSubject({ ...subject, OU })}
                  isMono
                />
                <TextField
                  id="o"
                  label={form.o}
                  at="O"
                  optional={form.optional}
                  value={subject.O}
                  onChange={(O) => setSubject({ ...subject, O })}
                />
                <TextField
                  id="c"
                  label={form.c}
                  at="C"
                  optional={form.optional}
                  value={subject.C}
                  onChange={(C) => setSubject({ ...subject, C })}
                  autoCapitalize="characters"
                />
              </div>
              <p className={helpClass}>
                {fill(texts.subjectHelp, { placeholders: "{name} {email} {upn} {department}" })}
              </p>
            </fieldset>
            <fieldset className="grid grid-cols-1 content-start gap-2">
              <legend className={clsx(labelClass, "mb-2")}>{texts.names}</legend>
              {(["email", "upn"] as const).map((name) => (
                <label key={name} className={checkLineClass}>
                  <input
                    className="checkbox"
                    type="checkbox"
                    checked={names[name]}
                    onChange={() => setNames({ ...names, [name]: !names[name] })}
                  />
                  {texts[name]}
                </label>
              ))}
            </fieldset>
            <div className={fieldPairClass}>
              <SelectField
                id="key"
                label={texts.key}
                value={key}
                onChange={setKey}
                options={keys.map((value) => ({
                  value,
                  label: value.toUpperCase().replace("RSA-", "RSA ").replace("ED", "Ed"),
                }))}
              />
              <TextField
                id="days"
                label={texts.days}
                error={errors["days"]}
                value={days}
                onChange={setDays}
                inputMode="numeric"
              />
            </div>
          </section>
          <section className={partClass}>
            <ChoiceCards
              name="profile"
              legend={texts.receiver}
              value={profile}
              onChange={setProfile}
              choices={profiles.map((value) => ({
                value,
                label: texts.profiles[value],
                hint: texts.profileHints[value],
              }))}
            />
            <TextField
              id="title"
              label={texts.batchTitle}
              optional={form.optional}
              placeholder={texts.batchTitleHint}
              value={title}
              onChange={setTitle}
              maxLength={100}
            />
          </section>
          <div className={formFootClass}>
            <Button
              type="submit"
              variant="primary"
              isBusy={command.isBusy}
              blocked={isBlocked ? texts.blocked : checked !== null && number === 0 ? texts.nobodyLeft : null}
            >
              {checked === null || number === 0 ? texts.actPlain : count(locale, texts.act, number)}
            </Button>
          </div>
        </form>
        <aside>
          <BatchExample checked={checked} texts={texts} viewer={viewer} />
        </aside>
      </div>
    </>
  );
}
