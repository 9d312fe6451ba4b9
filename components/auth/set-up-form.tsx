"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import type { Reply } from "../form/action-state";
import { SecretField, TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";

interface SetUpInput {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

interface SetUpFormProps {
  readonly setUp: (input: SetUpInput) => Promise<Reply<null>>;
  readonly words: UiWords["auth"]["setUp"];
  readonly showWord: string;
  readonly common: Pick<UiWords["common"], "unreachable">;
  readonly minimum: number;
  readonly locale: Locale;
}

const fields = { "password.too-short": "password", "password.too-long": "password", "setup.bad-link": "token" };

/** The token comes behind `#`, which no server and no log sees; it is taken out of the address at once. */
export function SetUpForm({ setUp, words, showWord, common, minimum, locale }: SetUpFormProps) {
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
    <div className="card">
      <h1>{words.title}</h1>
      <p className="small muted mt-1">{words.lede}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {errors[""] === undefined ? null : (
          <Banner tone="danger" role="alert" title={words.failed}>
            {errors[""]}
          </Banner>
        )}
        {hasToken ? null : (
          <TextField
            id="token"
            name="token"
            label={words.token}
            help={words.tokenHelp}
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
          label={words.name}
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
          label={words.email}
          error={errors["email"]}
          value={form.email}
          onChange={change("email")}
          autoComplete="username"
          required
        />
        <SecretField
          id="password"
          name="password"
          label={words.password}
          help={fill(words.passwordHelp, { n: minimum })}
          error={errors["password"]}
          value={form.password}
          onChange={change("password")}
          autoComplete="new-password"
          required
          showWord={showWord}
        />
        <Button type="submit" variant="primary" isBusy={command.isBusy}>
          {words.act}
        </Button>
      </form>
    </div>
  );
}
