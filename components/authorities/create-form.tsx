"use client";
import { Download, Plus } from "lucide-react";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ChoiceCards } from "../form/choice-cards";
import { ErrorSummary } from "../form/error-summary";
import { FormDone, NextStep } from "../form/form-done";
import { fieldPairClass, formFootClass, partClass } from "../form/layout";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { PemBox } from "../pem/pem-box";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { KeyChoice } from "../request/key-choice";
import { keyPairFields } from "../request/key-pair-state";
import { Button, buttonClass, LinkButton } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { addressOf } from "./authority-detail";
import { fieldOfFault, LimitFields, limitsInput, noLimits } from "./limit-fields";

interface CreateInput {
  readonly name: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly key: string;
  readonly issuer?: string;
  readonly request?: boolean;
  readonly days?: number;
}

interface MadeAuthority {
  readonly made: "root" | "intermediate" | "request";
  readonly name: string;
  readonly fileName: string;
  readonly pem: string;
}

interface CreateFormProps {
  readonly make: (input: CreateInput) => Promise<ActionState<MadeAuthority>>;
  readonly suggest: SuggestFiles;
  /** The authority that it is to stand below; "": a root. */
  readonly below: string;
  readonly texts: {
    readonly page: UiTexts["authorities"];
    readonly form: UiTexts["form"];
    readonly pem: UiTexts["pem"];
    readonly optional: string;
    readonly unreachable: string;
  };
  readonly viewer: Viewer;
}

const fields = {
  ...keyPairFields,
  "template.impossible": fieldOfFault,
  "file.not-found": "issuer",
  "file.wrong-kind": "issuer",
  "key.absent": "issuer",
  "sign.path-length-used-up": "issuer",
};

const kinds = ["root", "below", "request"] as const;
type Kind = (typeof kinds)[number];

/** Makes a root, an authority below a stored one, or a key and a request for an issuer elsewhere. */
export function CreateForm({ make, suggest, below, texts, viewer }: CreateFormProps) {
  const { page, form } = texts;
  const text = page.create;
  const [kind, setKind] = useState<Kind>(below === "" ? "root" : "below");
  const [issuer, setIssuer] = useState(below);
  const [plain, setPlain] = useState({ name: "", CN: "", O: "", C: "", days: "" });
  const [key, setKey] = useState("p-384");
  const [limits, setLimits] = useState(noLimits);
  const command = useCommand(make, { locale: viewer.locale, fields, unreachable: texts.unreachable });
  const { errors, value } = command;
  const change = (part: Partial<typeof plain>) => setPlain((known) => ({ ...known, ...part }));
  function submit(): void {
    const subject = Object.fromEntries(
      (["CN", "O", "C"] as const).filter((name) => plain[name].trim() !== "").map((name) => [name, plain[name].trim()]),
    );
    void command.run({
      name: plain.name.trim(),
      subject,
      key,
      ...(kind === "below" ? { issuer: issuer.trim() } : kind === "request" ? { request: true } : {}),
      ...(plain.days.trim() === "" ? {} : { days: Number(plain.days) }),
      ...limitsInput(limits),
    });
  }
  if (value !== null)
    return (
      <Done
        value={value}
        texts={texts}
        viewer={viewer}
        onAgain={() => {
          setPlain({ name: "", CN: "", O: "", C: "", days: "" });
          setLimits(noLimits);
          command.reset();
        }}
      />
    );
  const field = (name: keyof typeof plain, id: string, label: string, error: string | undefined, help?: string) => (
    <TextField
      id={id}
      label={label}
      help={help}
      error={error}
      value={plain[name]}
      onChange={(next) => change({ [name]: next })}
      {...(name === "days" ? { inputMode: "numeric" as const } : {})}
    />
  );
  const ids = {
    name: { label: text.name, id: "name" },
    "subject.CN": { label: text.commonName, id: "cn" },
    "subject.O": { label: text.organisation, id: "o" },
    "subject.C": { label: text.country, id: "c" },
    issuer: { label: text.issuer, id: "issuer" },
    days: { label: text.days, id: "days" },
    pathLength: { label: page.limits.pathLength, id: "path-length" },
    permitted: { label: page.limits.permitted, id: "permitted" },
    excluded: { label: page.limits.excluded, id: "excluded" },
    purposes: { label: page.limits.purposes, id: "purposes" },
    policies: { label: page.limits.policies, id: "policies" },
  };
  return (
    <>
      <PageHead title={text.title} command="pki authority-create" lede={text.lede} />
      <form
        className="max-w-[720px]"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <ErrorSummary title={text.failed} errors={errors} failures={command.failures} fields={ids} />
        <section className={partClass}>
          <ChoiceCards
            name="kind"
            legend={text.kind}
            value={kind}
            onChange={(next) => setKind(next as Kind)}
            choices={kinds.map((each) => ({ value: each, label: text.kinds[each], hint: text.kindHints[each] }))}
          />
          {kind === "below" ? (
            <FileNameField
              id="issuer"
              label={text.issuer}
              help={text.issuerHelp}
              error={errors["issuer"]}
              value={issuer}
              onChange={setIssuer}
              kinds={["signer"]}
              suggest={suggest}
              texts={form}
            />
          ) : null}
          <div className="grid grid-cols-[minmax(0,1fr)_120px] gap-4">
            {field("name", "name", text.name, errors["name"], text.nameHelp)}
            {kind === "request" ? null : field("days", "days", text.days, errors["days"], text.daysHelp)}
          </div>
        </section>
        <section className={partClass} aria-labelledby="part-subject">
          <header>
            <h2 id="part-subject">{text.subject}</h2>
          </header>
          {field("CN", "cn", text.commonName, errors["subject.CN"])}
          <div className={fieldPairClass}>
            {field("O", "o", text.organisation, errors["subject.O"])}
            {field("C", "c", text.country, errors["subject.C"])}
          </div>
        </section>
        <KeyChoice value={key} onChange={setKey} texts={form} />
        <LimitFields text={limits} onChange={setLimits} errors={errors} texts={page.limits} />
        <div className={formFootClass}>
          <Button type="submit" variant="primary" isBusy={command.isBusy}>
            {text.act[kind]}
          </Button>
        </div>
      </form>
    </>
  );
}

function Done({
  value,
  texts: { page, pem },
  viewer,
  onAgain,
}: Pick<CreateFormProps, "texts" | "viewer"> & { readonly value: MadeAuthority; readonly onAgain: () => void }) {
  const text = page.create;
  const { name } = value;
  const isRequest = value.made === "request";
  const file = isRequest ? `${name}.csr` : value.fileName;
  return (
    <FormDone
      title={fill(isRequest ? text.doneRequest : text.done, { name })}
      actions={
        <>
          <Button variant="ghost" icon={<Plus aria-hidden />} onClick={onAgain}>
            {text.another}
          </Button>
          <LinkButton href={isRequest ? `/files/${encodeURIComponent(name)}` : addressOf(name)}>
            {fill(text.toIt, { name })}
          </LinkButton>
        </>
      }
      made={<PemBox name={file} text={value.pem} isOpen texts={pem} locale={viewer.locale} />}
      next={
        <NextStep
          word={text.next}
          title={isRequest ? text.requestFile : text.signWith}
          actions={
            isRequest ? (
              <a
                className={buttonClass({ variant: "primary" })}
                href={`/download?file=${encodeURIComponent(file)}`}
                download
              >
                <Download aria-hidden />
                {text.requestFile}
              </a>
            ) : (
              <LinkButton variant="primary" href={`/sign?issuer=${encodeURIComponent(value.fileName)}`}>
                {text.signWith}
              </LinkButton>
            )
          }
        >
          {isRequest ? text.doneRequestText : text.nextText}
        </NextStep>
      }
    >
      {isRequest ? text.doneRequestText : text.doneText}
    </FormDone>
  );
}
