"use client";
import { clsx } from "clsx";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";
import type { ActionState } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { SecretAdvice } from "../form/secret-advice";
import { SecretField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { cardClass } from "../styles/card";

interface PasswordFormProps {
  readonly change: (input: { current: string; password: string }) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["settings"]["password"];
  readonly showWord: string;
  readonly unreachable: string;
  readonly locale: Locale;
  readonly shortest: number;
  /** What a password must not be made of: the person's own name and address. */
  readonly known: readonly string[];
}

const fields = {
  "password.wrong": "current",
  "password.too-short": "password",
  "password.too-long": "password",
  "password.breached": "password",
  "password.too-weak": "password",
} as const;

/** One's own password: the present one is asked for, since a browser may have been left open. */
export function PasswordForm({ change, texts, showWord, unreachable, locale, shortest, known }: PasswordFormProps) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const command = useCommand(change, { locale, fields, unreachable });
  async function submit(): Promise<void> {
    const reply = await command.run({ current, password });
    if (reply?.ok !== true) return;
    setCurrent("");
    setPassword("");
    notify({ text: texts.done });
  }
  return (
    <form
      className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary
        title={texts.failed}
        errors={command.errors}
        failures={command.failures}
        fields={{
          current: { label: texts.current, id: "current" },
          password: { label: texts.next, id: "password" },
        }}
      />
      <SecretField
        id="current"
        name="current"
        label={texts.current}
        value={current}
        onChange={setCurrent}
        error={command.errors["current"]}
        autoComplete="current-password"
        required
        showWord={showWord}
      />
      <SecretField
        id="password"
        name="password"
        label={texts.next}
        help={fill(texts.help, { n: shortest })}
        value={password}
        onChange={setPassword}
        error={command.errors["password"]}
        autoComplete="new-password"
        required
        showWord={showWord}
      />
      <SecretAdvice value={password} known={known} />
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" isBusy={command.isBusy}>
          {texts.act}
        </Button>
      </div>
    </form>
  );
}
