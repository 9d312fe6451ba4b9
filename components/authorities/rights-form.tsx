"use client";
import { useState } from "react";
import type { StoredRights, Holder } from "@/lib/commands/ports/rights.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ChoiceCards } from "../form/choice-cards";
import { checkLineClass, textAreaClass } from "../form/controls";
import { ErrorSummary } from "../form/error-summary";
import { described, Field } from "../form/field";
import { FormDone } from "../form/form-done";
import { formFootClass, partClass } from "../form/layout";
import { useCommand } from "../form/use-command";
import { Button, LinkButton } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { addressOf } from "./authority-detail";

interface NamedHolder {
  readonly role?: string;
  readonly person?: string;
  readonly token?: string;
}

interface RightsInput {
  readonly name: string;
  readonly sign: readonly (NamedHolder & { readonly templates?: readonly string[] })[] | null;
  readonly makeAuthorities: readonly NamedHolder[] | null;
  readonly exportKey?: readonly NamedHolder[];
  readonly neverLeaves?: true;
}

interface RightsFormProps {
  readonly name: string;
  readonly rights: Pick<StoredRights, "sign" | "makeAuthorities" | "exportKey" | "neverLeaves">;
  readonly save: (input: RightsInput) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["authorities"]["rightsForm"];
  readonly unreachable: string;
  readonly viewer: Viewer;
}

const wordOf = ({ who, label }: Holder): string =>
  "role" in who ? who.role : "token" in who ? `token:${label ?? ""}` : (label ?? "");

const roles = ["administrator", "operator", "auditor"];

/** `operator`, `minji@example.com`, `token:ci`. */
function holderOf(word: string): NamedHolder {
  if (roles.includes(word)) return { role: word };
  return word.startsWith("token:") ? { token: word.slice("token:".length).trim() } : { person: word };
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** `operator: client, tls-server`; the first colon behind `token:` belongs to the name. */
function signerOf(line: string) {
  const start = line.startsWith("token:") ? "token:".length : 0;
  const colon = line.indexOf(":", start);
  if (colon < 0) return holderOf(line);
  const templates = line
    .slice(colon + 1)
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return { ...holderOf(line.slice(0, colon).trim()), ...(templates.length === 0 ? {} : { templates }) };
}

/** Who may sign with an authority, who may make others below it, and who may take its key. */
export function RightsForm({ name, rights, save, texts, unreachable, viewer }: RightsFormProps) {
  const [isSigningNamed, setSigningNamed] = useState(rights.sign !== null);
  const [signers, setSigners] = useState(
    (rights.sign ?? [])
      .map((right) => wordOf(right) + (right.templates === null ? "" : `: ${right.templates.join(", ")}`))
      .join("\n"),
  );
  const [isExtendingNamed, setExtendingNamed] = useState(rights.makeAuthorities !== null);
  const [extenders, setExtenders] = useState((rights.makeAuthorities ?? []).map(wordOf).join("\n"));
  const [takers, setTakers] = useState(rights.exportKey.map(wordOf).join("\n"));
  const [isNever, setNever] = useState(rights.neverLeaves);
  const command = useCommand(save, { locale: viewer.locale, fields: {}, unreachable });
  if (command.value !== null)
    return (
      <FormDone
        title={fill(texts.done, { name })}
        actions={
          <LinkButton variant="primary" href={addressOf(name)}>
            {fill(texts.back, { name })}
          </LinkButton>
        }
      />
    );
  const lines = (
    id: string,
    label: string,
    help: string | undefined,
    value: string,
    onChange: (text: string) => void,
  ) => (
    <Field id={id} label={label} help={help}>
      <textarea
        {...described(id, { help })}
        className={textAreaClass({ isMono: true })}
        rows={3}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
  const choice = (id: string, legend: string, isNamed: boolean, onChange: (isNamed: boolean) => void) => (
    <ChoiceCards
      name={id}
      legend={legend}
      value={isNamed ? "named" : "role"}
      onChange={(next) => onChange(next === "named")}
      choices={[
        { value: "role", label: texts.byRole },
        { value: "named", label: texts.named },
      ]}
    />
  );
  return (
    <>
      <PageHead title={fill(texts.title, { name })} lede={texts.lede} />
      <form
        className="max-w-[720px]"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void command.run({
            name,
            sign: isSigningNamed ? linesOf(signers).map(signerOf) : null,
            makeAuthorities: isExtendingNamed ? linesOf(extenders).map(holderOf) : null,
            ...(isNever ? { neverLeaves: true } : { exportKey: linesOf(takers).map(holderOf) }),
          });
        }}
      >
        <ErrorSummary title={texts.failed} errors={command.errors} failures={command.failures} fields={{}} />
        <section className={partClass}>
          {choice("signing", texts.signing, isSigningNamed, setSigningNamed)}
          {isSigningNamed ? lines("signers", texts.signers, texts.signersHelp, signers, setSigners) : null}
        </section>
        <section className={partClass}>
          {choice("extending", texts.extending, isExtendingNamed, setExtendingNamed)}
          {isExtendingNamed ? lines("extenders", texts.extenders, undefined, extenders, setExtenders) : null}
        </section>
        <section className={partClass} aria-labelledby="part-taking">
          <header>
            <h2 id="part-taking">{texts.taking}</h2>
          </header>
          {isNever ? null : lines("takers", texts.takers, texts.takersHelp, takers, setTakers)}
          <label className={checkLineClass}>
            <input
              className="checkbox"
              type="checkbox"
              checked={isNever}
              disabled={rights.neverLeaves}
              onChange={(event) => setNever(event.target.checked)}
            />
            <span>
              {texts.never}
              <small className="block text-subtle">{texts.neverHelp}</small>
            </span>
          </label>
        </section>
        <div className={formFootClass}>
          <Button type="submit" variant="primary" isBusy={command.isBusy}>
            {texts.save}
          </Button>
        </div>
      </form>
    </>
  );
}
