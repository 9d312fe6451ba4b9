"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import type { ActionState } from "../form/action-state";
import { SecretField, TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { cardClass } from "../styles/card";

interface SignInFormProps {
  readonly signIn: (input: { email: string; password: string }) => Promise<ActionState<null>>;
  /** Where the person wanted to go. */
  readonly next: string;
  readonly texts: UiTexts["auth"]["signIn"];
  readonly showWord: string;
  readonly common: Pick<UiTexts["common"], "unreachable">;
}

export function SignInForm({ signIn, next, texts, showWord, common }: SignInFormProps) {
  const router = useRouter();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const command = useCommand(signIn, { locale: "en", fields: {}, unreachable: common.unreachable });
  async function submit(): Promise<void> {
    const reply = await command.run({ email, password });
    if (reply?.ok === true) {
      router.replace(next);
      router.refresh();
    }
  }
  const error = command.error?.message ?? command.errors[""];
  return (
    <div className={clsx(cardClass, "p-7")}>
      <h1>{texts.title}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {error === undefined ? null : (
          <Banner tone="danger" role="alert" title={texts.failed}>
            {error}
          </Banner>
        )}
        <TextField
          id="email"
          name="email"
          type="email"
          label={texts.email}
          value={email}
          onChange={setEmail}
          autoComplete="username"
          required
          autoFocus
        />
        <SecretField
          id="password"
          name="password"
          label={texts.password}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          required
          showWord={showWord}
        />
        <Button type="submit" variant="primary" size="lg" isBusy={command.isBusy}>
          {command.isBusy ? texts.acting : texts.act}
        </Button>
      </form>
    </div>
  );
}
