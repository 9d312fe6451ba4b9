"use client";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { ChoiceCards } from "../form/choice-cards";
import type { Reply } from "../form/action-state";
import { SelectField } from "../form/select-field";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";

interface TokenFormProps {
  readonly make: (input: {
    name: string;
    role: string;
    days?: number;
  }) => Promise<Reply<{ readonly token: string; readonly row: { readonly name: string } }>>;
  readonly words: UiWords["settings"]["tokens"];
  readonly roles: UiWords["frame"]["roles"];
  readonly roleHints: UiWords["settings"]["roleHints"];
  readonly common: Pick<UiWords["common"], "unreachable" | "copied" | "failed">;
  readonly locale: Locale;
}

const allRoles = ["operator", "auditor", "administrator"] as const;
const terms = [30, 90, 365];

export function TokenForm({ make, words, roles, roleHints, common, locale }: TokenFormProps) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [role, setRole] = useState<string>("operator");
  const [days, setDays] = useState("90");
  const command = useCommand(make, {
    locale,
    fields: { "token.name-in-use": "name" },
    unreachable: common.unreachable,
  });
  const { value, errors } = command;
  async function submit(): Promise<void> {
    const reply = await command.run({ name: name.trim(), role, ...(days === "" ? {} : { days: Number(days) }) });
    if (reply?.ok !== true) return;
    setName("");
    router.refresh();
  }
  return (
    <section className="max-w-3xl" aria-labelledby="make-token">
      <h2 className="t mb-3" id="make-token">
        {words.make}
      </h2>
      <form
        className="card body stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {errors[""] === undefined ? null : (
          <Banner tone="danger" title={common.failed} role="alert">
            {errors[""]}
          </Banner>
        )}
        <div className="g2">
          <TextField
            id="token-name"
            label={words.name}
            help={words.nameHelp}
            error={errors["name"]}
            value={name}
            onChange={setName}
            isMono
          />
          <SelectField
            id="token-days"
            label={words.days}
            value={days}
            onChange={setDays}
            options={[
              ...terms.map((term) => ({ value: String(term), label: fill(words.daysOf, { n: term }) })),
              { value: "", label: words.daysNever },
            ]}
          />
        </div>
        <ChoiceCards
          name="token-role"
          legend={words.role}
          value={role}
          onChange={setRole}
          choices={allRoles.map((each) => ({ value: each, label: roles[each], hint: roleHints[each] }))}
        />
        <div>
          <Button type="submit" variant="primary" icon={<KeyRound className="i" aria-hidden />} isBusy={command.isBusy}>
            {words.make}
          </Button>
        </div>
        {value === null ? null : (
          <Banner tone="ok" role="status" title={fill(words.made, { name: value.row.name })}>
            <p>{words.shown}</p>
            <p className="row mt-2">
              <code className="fp wrap-any">{value.token}</code>
              <CopyButton value={value.token} label={words.copy} done={common.copied} />
            </p>
          </Banner>
        )}
      </form>
    </section>
  );
}
