"use client";
import { clsx } from "clsx";
import { RefreshCw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition, type ReactNode } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionError, ActionState, FieldErrors } from "../form/action-state";
import { ChoiceCards } from "../form/choice-cards";
import { checkLineClass, helpClass } from "../form/controls";
import { ErrorSummary } from "../form/error-summary";
import { SelectField } from "../form/select-field";
import { TextField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { emptyPassphrase, NewPassphrase, passphraseErrors } from "../key-passphrase/new-passphrase";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";

/** The fields of `renew` as the address of the page holds them. */
export interface RenewChoice {
  readonly certificate: string;
  readonly key: "new" | "same";
  readonly issuer: string;
  readonly days: string;
  readonly request: boolean;
  readonly without: readonly string[];
  /** Names beside those that it has and that services look for; null: not asked about. */
  readonly add: readonly string[] | null;
}

export type MadeRenewal =
  | { readonly made: "certificate"; readonly generation: number }
  | { readonly made: "request"; readonly requestFile: string };

interface RenewFormProps {
  readonly choice: RenewChoice;
  readonly name: string;
  readonly options: {
    readonly sameKeyHint: string;
    readonly isKeyHere: boolean;
    /** The key of now lies under a passphrase of its own. */
    readonly isUnderPassphrase: boolean;
    readonly issuers: readonly { readonly value: string; readonly label: string }[];
    readonly issuerHelp: string;
    readonly daysHelp: string;
    /** As many as the certificate would have; "" where another authority decides. */
    readonly days: string;
  };
  readonly proposed: readonly { readonly name: string; readonly services: string; readonly isIn: boolean }[];
  /** Why it cannot be made like this; null when it can. */
  readonly problem: Pick<ActionError, "code" | "message"> | null;
  /** A request is out already. */
  readonly isSecond: boolean;
  readonly summary: string;
  readonly renew: ((input: Readonly<Record<string, unknown>>) => Promise<ActionState<MadeRenewal>>) | null;
  readonly texts: UiTexts["renew"];
  readonly passphraseTexts: UiTexts["keyPassphrase"]["new"] & { readonly required: string };
  readonly unreachable: string;
  /** The table of what changes. */
  readonly children: ReactNode;
}

function addressOf({ certificate, key, issuer, days, request, without, add }: RenewChoice): string {
  const query = new URLSearchParams({ certificate });
  if (key === "same") query.set("key", key);
  if (request) query.set("request", "yes");
  else if (issuer !== "") query.set("issuer", issuer);
  if (days !== "") query.set("days", days);
  for (const name of without) query.append("without", name);
  for (const name of add ?? []) query.append("add", name);
  return `/renew?${query.toString()}`;
}

/** Key, authority and days above; every choice asks the console anew, so that the table says what it would make. */
export function RenewForm(props: RenewFormProps) {
  const { choice, name, options, proposed, problem, isSecond, summary, renew, texts } = props;
  const isChainDoubtful = problem?.code === "sign.chain-doubtful";
  const { passphraseTexts } = props;
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const { isBusy, error, run } = useAction(props.unreachable);
  const known = choice.days === "" ? options.days : choice.days;
  const [typed, setTyped] = useState<string | null>(null);
  const days = typed ?? known;
  const [typedNames, setTypedNames] = useState<string | null>(null);
  const shownNames = typedNames ?? (choice.add ?? []).join(", ");
  const more = shownNames.split(/[,\s]+/).filter((each) => each !== "");
  const isRequest = options.days === "";
  /** Of the new key; null: it has none. */
  const [passphrase, setPassphrase] = useState(options.isUnderPassphrase ? emptyPassphrase : null);
  const [wrong, setWrong] = useState<FieldErrors>({});
  const [failures, setFailures] = useState(0);
  const isForNewKey = choice.key === "new" && passphrase !== null;
  const choose = (change: Partial<RenewChoice>) =>
    startReading(() => router.replace(addressOf({ ...choice, ...change }), { scroll: false }));
  const takeDays = () => days !== known && choose({ days });
  async function act(): Promise<void> {
    if (renew === null || isBusy || (problem !== null && !isChainDoubtful)) return;
    const errors = isForNewKey
      ? passphraseErrors(passphrase, { required: passphraseTexts.required, unlike: passphraseTexts.unlike })
      : {};
    setWrong(errors);
    if (Object.keys(errors).length > 0) return setFailures((known) => known + 1);
    const input = {
      ...(isForNewKey ? { newPassphrase: passphrase.passphrase } : {}),
      name,
      key: choice.key,
      ...(choice.request ? { request: true } : choice.issuer === "" ? {} : { issuer: choice.issuer }),
      ...(days === "" ? {} : { days: Number(days) }),
      addNames: [
        ...more.filter((each) => !each.endsWith(":")),
        ...proposed.filter(({ isIn }) => isIn).map((each) => each.name),
      ],
      ...(isChainDoubtful ? { doubtfulChain: "accept" } : {}),
      ...(isSecond ? { confirm: true } : {}),
    };
    const reply = await run(
      () => renew(input),
      (value) =>
        router.push(
          value.made === "certificate"
            ? `/renew?certificate=${encodeURIComponent(name)}&made=${value.generation}`
            : `/files/${encodeURIComponent(name)}?file=${encodeURIComponent(value.requestFile)}`,
        ),
      (opening) => renew({ ...input, ...opening }),
    );
    if (reply?.ok === false) setFailures((known) => known + 1);
  }
  const refused = error ?? problem;
  const errors: FieldErrors = {
    ...wrong,
    ...(refused === null ? {} : { [fieldOfCode[refused.code] ?? ""]: refused.message }),
  };
  return (
    <form
      className="grid grid-cols-1 content-start gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)_96px]">
        <ChoiceCards
          name="key"
          legend={texts.key}
          choices={[
            { value: "new", label: texts.newKey, hint: texts.newKeyHint },
            {
              value: "same",
              label: texts.sameKey,
              hint: options.isKeyHere ? options.sameKeyHint : texts.sameKeyAbsent,
            },
          ]}
          value={choice.key}
          onChange={(key) => choose({ key: key === "same" ? "same" : "new" })}
        />
        <SelectField
          id="issuer"
          label={texts.authority}
          help={options.issuerHelp}
          value={choice.request ? outside : choice.issuer}
          options={options.issuers}
          onChange={(value) =>
            choose(value === outside ? { request: true, issuer: "" } : { request: false, issuer: value })
          }
        />
        {isRequest ? (
          <p className="text-xs/[18px] text-subtle md:pt-7">{texts.daysOutside}</p>
        ) : (
          <TextField
            id="days"
            label={texts.days}
            help={options.daysHelp}
            error={errors["days"]}
            value={days}
            inputMode="numeric"
            onChange={(value) => setTyped(value.replace(/\D/g, ""))}
            onBlur={takeDays}
          />
        )}
      </div>
      {choice.key === "new" && renew !== null ? (
        <div className="grid grid-cols-1 gap-3">
          <label className={checkLineClass}>
            <input
              type="checkbox"
              className="checkbox"
              checked={passphrase !== null}
              disabled={options.isUnderPassphrase}
              onChange={(event) => setPassphrase(event.target.checked ? emptyPassphrase : null)}
            />
            <span>
              {passphraseTexts.label}
              <span className={clsx(helpClass, "block")}>
                {options.isUnderPassphrase ? texts.passphraseStays : passphraseTexts.help}
              </span>
            </span>
          </label>
          {passphrase === null ? null : (
            <div className="max-w-[560px]">
              <NewPassphrase
                text={passphrase}
                onChange={setPassphrase}
                errors={errors}
                known={[name]}
                texts={passphraseTexts}
              />
            </div>
          )}
        </div>
      ) : null}
      {choice.add === null ? null : (
        <TextField
          id="add"
          label={texts.addNames}
          help={texts.addNamesHelp}
          value={shownNames}
          onChange={setTypedNames}
          onBlur={() => more.join() !== choice.add?.join() && choose({ add: more.length === 0 ? ["UPN:"] : more })}
        />
      )}
      <div aria-busy={isReading || undefined} className={isReading ? "opacity-60" : undefined}>
        {props.children}
      </div>
      {proposed.map(({ name: host, services, isIn }) => (
        <Banner
          key={host}
          title={isIn ? fill(texts.proposedTitle, { name: host }) : undefined}
          actions={
            <Button
              size="sm"
              onClick={() =>
                choose({ without: isIn ? [...choice.without, host] : choice.without.filter((each) => each !== host) })
              }
            >
              {isIn ? texts.leaveOut : texts.takeIn}
            </Button>
          }
        >
          {fill(isIn ? texts.proposedText : texts.leftOutName, { name: host, services })}
        </Banner>
      ))}
      <ErrorSummary
        title={texts.problemTitle}
        errors={errors}
        failures={failures}
        fields={{
          days: { label: texts.days, id: "days" },
          newPassphrase: { label: passphraseTexts.passphrase, id: "new-passphrase" },
          repeated: { label: passphraseTexts.repeated, id: "repeated-passphrase" },
        }}
      />
      {renew === null ? null : (
        <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 rounded-card border border-line-strong bg-surface px-4 py-2.5 shadow-control">
          <p className="min-w-0 grow text-sm max-md:basis-full">{summary}</p>
          <Link className="px-2 text-sm text-muted" href={`/request?like=${encodeURIComponent(name)}`} prefetch={false}>
            {texts.changeMore}
          </Link>
          <Button
            type="submit"
            variant="primary"
            isBusy={isBusy || isReading}
            aria-disabled={problem !== null && !isChainDoubtful}
            icon={<RefreshCw aria-hidden />}
          >
            {isChainDoubtful
              ? texts.chainDoubt
              : isRequest
                ? isSecond
                  ? texts.actSecond
                  : texts.actRequest
                : fill(texts.act, { name })}
          </Button>
        </div>
      )}
    </form>
  );
}

const fieldOfCode: Readonly<Record<string, string>> = {
  "sign.days-out-of-range": "days",
  "renewal.passphrase-wanted": "newPassphrase",
  "passphrase.too-short": "newPassphrase",
};

/** In the list of authorities: none that is here. */
const outside = "*";
