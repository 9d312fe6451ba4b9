"use client";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { FormDone } from "../form/form-done";
import { formFootClass, partClass } from "../form/layout";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { PemBox } from "../pem/pem-box";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { Button, LinkButton } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { addressOf } from "./authority-detail";
import { fieldOfFault, LimitFields, limitsInput, noLimits } from "./limit-fields";

interface CrossInput {
  readonly certificate: string;
  readonly issuer: string;
  readonly name?: string;
  readonly days?: number;
}

interface Crossed {
  readonly name: string;
  readonly fileName: string;
  readonly certificate: string;
  readonly issuer: string;
  readonly pem: string;
}

interface CrossFormProps {
  readonly issuer: { readonly name: string; readonly commonName: string };
  readonly cross: (input: CrossInput) => Promise<ActionState<Crossed>>;
  readonly suggest: SuggestFiles;
  readonly texts: {
    readonly page: UiTexts["authorities"];
    readonly form: UiTexts["form"];
    readonly pem: UiTexts["pem"];
    readonly unreachable: string;
  };
  readonly viewer: Viewer;
}

const fields = {
  "sign.not-an-authority": "certificate",
  "sign.cross-of-itself": "certificate",
  "file.not-found": "certificate",
  "file.wrong-kind": "certificate",
  "name.in-use": "name",
  "name.malformed": "name",
  "sign.days-out-of-range": "days",
  "sign.path-length-out-of-range": "pathLength",
  "template.impossible": fieldOfFault,
};

/** Signs the certificate of another authority: a second way up for all that it signed. */
export function CrossForm({ issuer, cross, suggest, texts, viewer }: CrossFormProps) {
  const text = texts.page.crossForm;
  const [certificate, setCertificate] = useState("");
  const [name, setName] = useState("");
  const [days, setDays] = useState("");
  const [limits, setLimits] = useState(noLimits);
  const command = useCommand(cross, { locale: viewer.locale, fields, unreachable: texts.unreachable });
  const { errors, value } = command;
  if (value !== null)
    return (
      <FormDone
        title={fill(text.done, { name: value.fileName })}
        actions={
          <LinkButton variant="primary" href={addressOf(value.name)}>
            {fill(texts.page.create.toIt, { name: value.name })}
          </LinkButton>
        }
        made={<PemBox name={value.fileName} text={value.pem} isOpen texts={texts.pem} locale={viewer.locale} />}
      >
        {fill(text.doneText, { certificate: value.certificate, issuer: value.issuer })}
      </FormDone>
    );
  const limitTexts = texts.page.limits;
  return (
    <>
      <PageHead
        title={fill(text.title, { name: issuer.commonName })}
        command="pki authority-cross-sign"
        lede={fill(text.lede, { name: issuer.commonName })}
      />
      <form
        className="max-w-[720px]"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void command.run({
            certificate: certificate.trim(),
            issuer: issuer.name,
            ...(name.trim() === "" ? {} : { name: name.trim() }),
            ...(days.trim() === "" ? {} : { days: Number(days) }),
            ...limitsInput(limits),
          });
        }}
      >
        <ErrorSummary
          title={text.failed}
          errors={errors}
          failures={command.failures}
          fields={{
            certificate: { label: text.certificate, id: "certificate" },
            name: { label: text.name, id: "name" },
            days: { label: text.days, id: "days" },
            pathLength: { label: limitTexts.pathLength, id: "path-length" },
            permitted: { label: limitTexts.permitted, id: "permitted" },
            excluded: { label: limitTexts.excluded, id: "excluded" },
            purposes: { label: limitTexts.purposes, id: "purposes" },
            policies: { label: limitTexts.policies, id: "policies" },
          }}
        />
        <section className={partClass}>
          <FileNameField
            id="certificate"
            label={text.certificate}
            help={text.certificateHelp}
            error={errors["certificate"]}
            value={certificate}
            onChange={setCertificate}
            kinds={["authority"]}
            suggest={suggest}
            texts={texts.form}
          />
          <div className="grid grid-cols-[minmax(0,1fr)_120px] gap-4">
            <TextField
              id="name"
              label={text.name}
              help={text.nameHelp}
              error={errors["name"]}
              value={name}
              onChange={setName}
            />
            <TextField
              id="days"
              label={text.days}
              help={text.daysHelp}
              error={errors["days"]}
              value={days}
              onChange={setDays}
              inputMode="numeric"
            />
          </div>
        </section>
        <LimitFields text={limits} onChange={setLimits} errors={errors} texts={limitTexts} />
        <div className={formFootClass}>
          <Button type="submit" variant="primary" isBusy={command.isBusy}>
            {text.act}
          </Button>
        </div>
      </form>
    </>
  );
}
