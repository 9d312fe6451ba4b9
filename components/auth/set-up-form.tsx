"use client";
import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import type { ActionState } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { SecretAdvice } from "../form/secret-advice";
import { SecretField, TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { cardClass } from "../styles/card";

interface SetUpInput {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

interface SetUpFormProps {
  readonly setUp: (input: SetUpInput) => Promise<ActionState<null>>;
  readonly texts: UiTexts["auth"]["setUp"];
  readonly showWord: string;
  readonly common: Pick<UiTexts["common"], "unreachable">;
  readonly minimum: number;
  readonly locale: Locale;
}

const fields = {
  "password.too-short": "password",
  "password.too-long": "password",
  "password.breached": "password",
  "password.too-weak": "password",
  "setup.bad-link": "token",
};

/** The token comes behind `#`, which no server and no log sees; it is taken out of the address at once. */
export function SetUpForm({ setUp, texts, showWord, common, minimum, locale }: SetUpFormProps) {
  const router = useRouter();
  const [form, setForm] = useState<SetUpInput>({ token: "", email: "", name: "", password: "" });
  const [hasToken, setHasToken] = useState(true);
  const command = useCommand(setUp, { locale, fields, unreachable: common.unreachable });
  useEffect(() => {
    function take(): void {
      const token = decodeURIComponent(window.location.hash.slice(1)).replace(/^token=/, "");
      setHasToken(token !== "");
      if (token === "") return;
      setForm((known) => ({ ...known, token }));
      window.history.replaceState(null, "", window.location.pathname);
    }
    const timer = setTimeout(take);
    // The link pasted into a tab that shows this page already changes the fragment alone.
    window.addEventListener("hashchange", take);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("hashchange", take);
    };
  }, []);
  const change = (field: keyof SetUpInput) => (value: string) => setForm((known) => ({ ...known, [field]: value }));
  async function submit(): Promise<void> {
    const reply = await command.run(form);
    if (reply?.ok === true) {
      router.replace("/");
      router.refresh();
    } else if (reply?.ok === false && reply.error.code === "setup.bad-link") setHasToken(false);
  }
  const { errors } = command;
  return (
    <div className={clsx(cardClass, "p-7")}>
      <h1>{texts.title}</h1>
      <p className="text-sm text-muted mt-1">{texts.lede}</p>
      <form
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
            token: { label: texts.token, id: "token" },
            name: { label: texts.name, id: "name" },
            email: { label: texts.email, id: "email" },
            password: { label: texts.password, id: "password" },
          }}
        />
        {hasToken ? null : (
          <TextField
            id="token"
            name="token"
            label={texts.token}
            help={texts.tokenHelp}
            error={errors["token"]}
            value={form.token}
            onChange={change("token")}
            isMono
            required
          />
        )}
        <TextField
          id="name"
          name="name"
          label={texts.name}
          error={errors["name"]}
          value={form.name}
          onChange={change("name")}
          autoComplete="name"
          required
        />
        <TextField
          id="email"
          name="email"
          type="email"
          label={texts.email}
          error={errors["email"]}
          value={form.email}
          onChange={change("email")}
          autoComplete="username"
          required
        />
        <SecretField
          id="password"
          name="password"
          label={texts.password}
          help={fill(texts.passwordHelp, { n: minimum })}
          error={errors["password"]}
          value={form.password}
          onChange={change("password")}
          autoComplete="new-password"
          required
          showWord={showWord}
        />
        <SecretAdvice value={form.password} known={[form.email, form.name]} />
        <Button type="submit" variant="primary" size="lg" isBusy={command.isBusy}>
          {texts.act}
        </Button>
      </form>
    </div>
  );
}
