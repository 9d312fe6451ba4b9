"use client";
import { clsx } from "clsx";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { ChoiceCards } from "../form/choice-cards";
import type { ActionState } from "../form/action-state";
import { ErrorSummary } from "../form/error-summary";
import { SelectField } from "../form/select-field";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { cardClass } from "../styles/card";
import { checkLineClass } from "../form/controls";
import { fieldPairClass } from "../form/layout";
import { fingerprintClass } from "../ui/octets";

interface TokenFormProps {
  readonly make: (input: {
    name: string;
    role: string;
    days: number;
    commands?: string[];
    authorities?: string[];
    mayDelegate: boolean;
  }) => Promise<ActionState<{ readonly token: string; readonly row: { readonly name: string } }>>;
  readonly texts: UiTexts["settings"]["tokens"];
  readonly roles: UiTexts["frame"]["roles"];
  readonly roleHints: UiTexts["settings"]["roleHints"];
  readonly common: Pick<UiTexts["common"], "unreachable" | "copied" | "failed">;
  readonly locale: Locale;
}

const allRoles = ["operator", "auditor", "administrator"] as const;
const terms = [30, 90, 365];

/** The names between commas or spaces. */
const listed = (text: string): string[] => text.split(/[\s,]+/).filter((name) => name !== "");

export function TokenForm({ make, texts, roles, roleHints, common, locale }: TokenFormProps) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [role, setRole] = useState<string>("operator");
  const [days, setDays] = useState("90");
  const [commands, setCommands] = useState("");
  const [authorities, setAuthorities] = useState("");
  const [isDelegating, setDelegating] = useState(false);
  const command = useCommand(make, {
    locale,
    fields: {
      "token.name-in-use": "name",
      "token.name-of-person": "name",
      "command.unknown": "commands",
      "token.no-authority": "authorities",
    },
    unreachable: common.unreachable,
  });
  const { value, errors } = command;
  async function submit(): Promise<void> {
    const [onlyCommands, onlyAuthorities] = [listed(commands), listed(authorities)];
    const reply = await command.run({
      name: name.trim(),
      role,
      days: Number(days),
      mayDelegate: role === "administrator" && isDelegating,
      ...(onlyCommands.length === 0 ? {} : { commands: onlyCommands }),
      ...(onlyAuthorities.length === 0 ? {} : { authorities: onlyAuthorities }),
    });
    if (reply?.ok !== true) return;
    setName("");
    setCommands("");
    setAuthorities("");
    setDelegating(false);
    router.refresh();
  }
  return (
    <section className="max-w-3xl" aria-labelledby="make-token">
      <h2 className="text-section mb-3" id="make-token">
        {texts.make}
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
          title={common.failed}
          errors={errors}
          failures={command.failures}
          fields={{
            name: { label: texts.name, id: "token-name" },
            commands: { label: texts.commands, id: "token-commands" },
            authorities: { label: texts.authorities, id: "token-authorities" },
          }}
        />
        <div className={fieldPairClass}>
          <TextField
            id="token-name"
            label={texts.name}
            help={texts.nameHelp}
            error={errors["name"]}
            value={name}
            onChange={setName}
            isMono
          />
          <SelectField
            id="token-days"
            label={texts.days}
            value={days}
            onChange={setDays}
            options={terms.map((term) => ({ value: String(term), label: fill(texts.daysOf, { n: term }) }))}
          />
        </div>
        <ChoiceCards
          name="token-role"
          legend={texts.role}
          value={role}
          onChange={setRole}
          choices={allRoles.map((each) => ({ value: each, label: roles[each], hint: roleHints[each] }))}
        />
        <fieldset className="grid grid-cols-1 content-start gap-4">
          <legend className="sr-only">{texts.limits}</legend>
          <div className={fieldPairClass}>
            <TextField
              id="token-commands"
              label={texts.commands}
              help={texts.commandsHelp}
              error={errors["commands"]}
              value={commands}
              onChange={setCommands}
              isMono
            />
            <TextField
              id="token-authorities"
              label={texts.authorities}
              help={texts.authoritiesHelp}
              error={errors["authorities"]}
              value={authorities}
              onChange={setAuthorities}
              isMono
            />
          </div>
          {role === "administrator" ? (
            <label className={checkLineClass}>
              <input
                type="checkbox"
                className="checkbox"
                checked={isDelegating}
                onChange={(event) => setDelegating(event.target.checked)}
                aria-describedby="token-delegate-help"
              />
              <span>
                {texts.mayDelegate}
                <small className="block text-xs text-subtle" id="token-delegate-help">
                  {texts.mayDelegateHelp}
                </small>
              </span>
            </label>
          ) : null}
        </fieldset>
        <div>
          <Button type="submit" variant="primary" icon={<KeyRound aria-hidden />} isBusy={command.isBusy}>
            {texts.make}
          </Button>
        </div>
        {value === null ? null : (
          <Banner tone="ok" role="status" title={fill(texts.made, { name: value.row.name })}>
            <p>{texts.shown}</p>
            <p className="flex items-center gap-2 mt-2">
              <code className={clsx(fingerprintClass, "wrap-anywhere")}>{value.token}</code>
              <CopyButton value={value.token} label={texts.copy} done={common.copied} />
            </p>
          </Banner>
        )}
      </form>
    </section>
  );
}
