"use client";
import { clsx } from "clsx";
import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";
import { ChoiceCards } from "../form/choice-cards";
import type { ActionState } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { SecretAdvice } from "../form/secret-advice";
import { SecretField, TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { cardClass } from "../styles/card";
import { fieldPairClass } from "../form/layout";

interface UserFormProps {
  readonly add: (input: {
    email: string;
    name: string;
    role: string;
    password: string;
  }) => Promise<ActionState<{ readonly user: { readonly email: string } }>>;
  readonly texts: UiTexts["settings"]["users"];
  readonly roles: UiTexts["frame"]["roles"];
  readonly roleHints: UiTexts["settings"]["roleHints"];
  readonly unreachable: string;
  readonly failed: string;
  readonly minimum: number;
  /** Of administrators. */
  readonly administratorMinimum: number;
  readonly showWord: string;
  readonly locale: Locale;
}

const empty = { email: "", name: "", role: "operator", password: "" };
const allRoles = ["administrator", "operator", "auditor"] as const;
const fields = {
  "user.exists": "email",
  "password.too-short": "password",
  "password.too-long": "password",
  "password.breached": "password",
  "password.too-weak": "password",
};

export function UserForm({
  add,
  texts,
  roles,
  roleHints,
  unreachable,
  failed,
  minimum,
  administratorMinimum,
  showWord,
  locale,
}: UserFormProps) {
  const router = useRouter();
  const [form, setForm] = useState(empty);
  const command = useCommand(add, { locale, fields, unreachable });
  const { errors } = command;
  const change = (field: keyof typeof empty) => (value: string) => setForm((known) => ({ ...known, [field]: value }));
  async function submit(): Promise<void> {
    const reply = await command.run({ ...form, email: form.email.trim(), name: form.name.trim() });
    if (reply?.ok !== true) return;
    notify({ text: fill(texts.made, { email: reply.value.user.email }) });
    setForm(empty);
    router.refresh();
  }
  return (
    <section className="max-w-3xl" aria-labelledby="add-user">
      <h2 className="text-section mb-3" id="add-user">
        {texts.add}
      </h2>
      <form
        className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <ErrorSummary
          title={failed}
          errors={errors}
          failures={command.failures}
          fields={{
            name: { label: texts.name, id: "user-name" },
            email: { label: texts.email, id: "user-email" },
            password: { label: texts.password, id: "user-password" },
          }}
        />
        <div className={fieldPairClass}>
          <TextField
            id="user-name"
            label={texts.name}
            error={errors["name"]}
            value={form.name}
            onChange={change("name")}
          />
          <TextField
            id="user-email"
            type="email"
            label={texts.email}
            error={errors["email"]}
            value={form.email}
            onChange={change("email")}
          />
        </div>
        <ChoiceCards
          name="user-role"
          legend={texts.role}
          value={form.role}
          onChange={change("role")}
          choices={allRoles.map((each) => ({ value: each, label: roles[each], hint: roleHints[each] }))}
        />
        <SecretField
          id="user-password"
          label={texts.password}
          help={fill(texts.passwordHelp, { n: form.role === "administrator" ? administratorMinimum : minimum })}
          error={errors["password"]}
          value={form.password}
          onChange={change("password")}
          autoComplete="new-password"
          showWord={showWord}
        />
        <SecretAdvice value={form.password} known={[form.email, form.name]} />
        <div>
          <Button type="submit" variant="primary" icon={<UserPlus aria-hidden />} isBusy={command.isBusy}>
            {texts.add}
          </Button>
        </div>
      </form>
    </section>
  );
}
