"use client";
import { clsx } from "clsx";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { SelectField } from "../form/select-field";
import { TextField } from "../form/text-field";
import type { VerifyQuestion } from "./verify-question";
import { questionGridClass } from "../form/layout";

interface VerifySettingsProps {
  readonly question: VerifyQuestion;
  readonly onChange: (question: VerifyQuestion) => void;
  readonly texts: UiTexts["verify"];
  readonly optional: string;
}

/** For what, for whom, when, whether revocation counts, and by which rules. */
export function VerifySettings({ question, onChange, texts, optional }: VerifySettingsProps) {
  const set = (change: Partial<VerifyQuestion>): void => onChange({ ...question, ...change });
  const options = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }));
  return (
    <div className={clsx(questionGridClass, "mb-4")}>
      <SelectField
        id="purpose"
        label={texts.purpose}
        value={question.purpose}
        options={options(texts.purposes)}
        onChange={(purpose) => set({ purpose })}
      />
      <TextField
        id="name"
        label={texts.name}
        optional={optional}
        help={texts.nameHelp}
        value={question.name}
        isMono
        onChange={(name) => set({ name })}
      />
      <TextField
        id="at"
        label={texts.at}
        optional={optional}
        help={texts.atHelp}
        type="datetime-local"
        step={1}
        value={question.at}
        onChange={(at) => set({ at })}
      />
      <SelectField
        id="revocation"
        label={texts.revocation}
        value={question.revocation}
        options={options(texts.revocations)}
        onChange={(revocation) => set({ revocation })}
      />
      <SelectField
        id="profile"
        label={texts.rules}
        value={question.profile}
        options={options(texts.profiles)}
        onChange={(profile) => set({ profile })}
      />
    </div>
  );
}
