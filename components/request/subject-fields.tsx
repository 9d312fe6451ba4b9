"use client";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { KeyPairText } from "./key-pair-state";
import type { FieldErrors } from "../form/action-state";
import { TextField } from "../form/text-field";
import { fieldPairClass, partClass } from "../form/layout";

interface SubjectFieldsProps {
  readonly text: KeyPairText;
  readonly change: (part: Partial<KeyPairText>) => void;
  readonly errors: FieldErrors;
  readonly texts: UiTexts["form"];
  readonly optional: string;
  readonly commonNameHelp: string;
}

/** The subject of the certificate, each field with the attribute that the appliance takes. */
export function SubjectFields({ text, change, errors, texts, optional, commonNameHelp }: SubjectFieldsProps) {
  return (
    <section className={partClass} aria-labelledby="part-subject">
      <header>
        <h2 id="part-subject">{texts.subject}</h2>
        <p>{texts.subjectHelp}</p>
      </header>
      <TextField
        id="cn"
        name="CN"
        label={texts.cn}
        at="CN"
        help={commonNameHelp}
        error={errors["subject.CN"]}
        value={text.CN}
        onChange={(CN) => change({ CN })}
      />
      <div className={fieldPairClass}>
        <TextField
          id="o"
          name="O"
          label={texts.o}
          at="O"
          optional={optional}
          error={errors["subject.O"]}
          value={text.O}
          onChange={(O) => change({ O })}
        />
        <TextField
          id="ou"
          name="OU"
          label={texts.ou}
          at="OU"
          optional={optional}
          error={errors["subject.OU"]}
          value={text.OU}
          onChange={(OU) => change({ OU })}
        />
      </div>
      <div className={fieldPairClass}>
        <TextField
          id="l"
          name="L"
          label={texts.l}
          at="L"
          optional={optional}
          placeholder={texts.lHint}
          error={errors["subject.L"]}
          value={text.L}
          onChange={(L) => change({ L })}
        />
        <div
          className={
            errors["subject.C"] === undefined
              ? "grid grid-cols-[minmax(0,1fr)_96px] gap-4"
              : "grid grid-cols-1 content-start gap-4"
          }
        >
          <TextField
            id="st"
            name="ST"
            label={texts.st}
            at="ST"
            optional={optional}
            error={errors["subject.ST"]}
            value={text.ST}
            onChange={(ST) => change({ ST })}
          />
          <TextField
            id="c"
            name="C"
            label={texts.c}
            at="C"
            error={errors["subject.C"]}
            value={text.C}
            onChange={(C) => change({ C })}
            autoCapitalize="characters"
          />
        </div>
      </div>
      <TextField
        id="email"
        name="emailAddress"
        label={texts.email}
        at="emailAddress"
        optional={optional}
        error={errors["subject.emailAddress"]}
        value={text.emailAddress}
        onChange={(emailAddress) => change({ emailAddress })}
        inputMode="email"
      />
    </section>
  );
}
