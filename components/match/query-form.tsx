"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { FileNameField, type SuggestFiles } from "../pickers/file-name-field";
import { questionGridClass } from "../form/layout";

interface QueryFormProps {
  /** Where the question is asked: its answer is drawn on the server, and the address holds the question. */
  readonly path: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly help?: string;
    readonly optional?: string;
    readonly kinds: readonly string[];
    readonly value: string;
    readonly error?: string;
  }[];
  readonly act: string;
  readonly suggest: SuggestFiles;
  readonly texts: UiTexts["form"];
  /** The first field that may not be empty. */
  readonly required: string;
}

export function QueryForm({ path, fields, act, suggest, texts, required }: QueryFormProps) {
  const router = useRouter();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(fields.map((field) => [field.name, field.value])),
  );
  const [isMissing, setMissing] = useState(false);
  const [isPending, startTransition] = useTransition();
  function submit(): void {
    if ((values[required] ?? "").trim() === "") {
      setMissing(true);
      document.getElementById(required)?.focus();
      return;
    }
    const given = Object.entries(values).filter(([, value]) => value.trim() !== "");
    startTransition(() =>
      router.push(`${path}?${new URLSearchParams(given.map(([name, value]) => [name, value.trim()])).toString()}`),
    );
  }
  return (
    <form
      className={clsx(questionGridClass, "mb-6 max-w-[1000px]")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {fields.map((field) => (
        <FileNameField
          key={field.name}
          id={field.name}
          label={field.label}
          optional={field.optional}
          help={field.help}
          error={isMissing && field.name === required ? texts.required : field.error}
          kinds={field.kinds}
          value={values[field.name] ?? ""}
          onChange={(value) => {
            setValues({ ...values, [field.name]: value });
            setMissing(false);
          }}
          suggest={suggest}
          texts={texts}
        />
      ))}
      <Button
        type="submit"
        variant="primary"
        isBusy={isPending}
        className="mt-6 min-w-30 justify-self-start max-md:mt-0"
      >
        {act}
      </Button>
    </form>
  );
}
