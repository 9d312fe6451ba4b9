"use client";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ChoiceCards } from "../form/choice-cards";
import { ErrorSummary } from "../form/error-summary";
import { FormDone } from "../form/form-done";
import { formFootClass, partClass } from "../form/layout";
import { checkLineClass } from "../form/controls";
import { TextField } from "../form/text-field";
import { useCommand } from "../form/use-command";
import { cardClass } from "../styles/card";
import { Button, LinkButton } from "../ui/button";
import { PageHead } from "../ui/page-head";
import { addressOf } from "./authority-detail";

interface RenewInput {
  readonly name: string;
  readonly key: "same" | "new";
  readonly days?: number;
  readonly request?: boolean;
}

interface RenewedAuthority {
  readonly made: "certificate" | "request";
  readonly name: string;
  readonly notAfter?: string;
  readonly below: readonly {
    readonly name: string;
    readonly services: readonly string[];
    readonly chain: "former" | "either";
  }[];
  readonly belowCount: number;
  readonly bundles: readonly string[];
}

interface RenewFormProps {
  readonly name: string;
  readonly renew: (input: RenewInput) => Promise<ActionState<RenewedAuthority>>;
  readonly texts: {
    readonly page: UiTexts["authorities"]["renewForm"];
    readonly back: string;
    readonly unreachable: string;
  };
  readonly viewer: Viewer;
}

/** The next generation of an authority, and afterwards who sends which chain. */
export function RenewForm({ name, renew, texts, viewer }: RenewFormProps) {
  const { page } = texts;
  const [key, setKey] = useState<"same" | "new">("same");
  const [days, setDays] = useState("");
  const [isRequest, setRequest] = useState(false);
  const command = useCommand(renew, {
    locale: viewer.locale,
    fields: { "sign.days-out-of-range": "days" },
    unreachable: texts.unreachable,
  });
  const { errors, value } = command;
  if (value !== null) return <Renewed value={value} texts={texts} viewer={viewer} />;
  return (
    <>
      <PageHead title={fill(page.title, { name })} command={`pki authority-renew ${name}`} lede={page.lede} />
      <form
        className="max-w-[720px]"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void command.run({
            name,
            key,
            ...(days.trim() === "" ? {} : { days: Number(days) }),
            ...(isRequest ? { request: true } : {}),
          });
        }}
      >
        <ErrorSummary
          title={page.failed}
          errors={errors}
          failures={command.failures}
          fields={{ days: { label: page.days, id: "days" } }}
        />
        <section className={partClass}>
          <ChoiceCards
            name="key"
            legend={page.key}
            value={key}
            onChange={(next) => setKey(next === "new" ? "new" : "same")}
            choices={(["same", "new"] as const).map((each) => ({
              value: each,
              label: page.keys[each],
              hint: page.keyHints[each],
            }))}
          />
          <TextField
            id="days"
            label={page.days}
            help={page.daysHelp}
            error={errors["days"]}
            value={days}
            onChange={setDays}
            inputMode="numeric"
          />
          <label className={checkLineClass}>
            <input
              className="checkbox"
              type="checkbox"
              checked={isRequest}
              onChange={(event) => setRequest(event.target.checked)}
            />
            <span>
              {page.request}
              <small className="block text-subtle">{page.requestHelp}</small>
            </span>
          </label>
        </section>
        <div className={formFootClass}>
          <Button type="submit" variant="primary" isBusy={command.isBusy}>
            {page.act}
          </Button>
        </div>
      </form>
    </>
  );
}

function Renewed({
  value,
  texts,
  viewer,
}: Pick<RenewFormProps, "texts" | "viewer"> & { readonly value: RenewedAuthority }) {
  const { page } = texts;
  const { name, below, belowCount, bundles } = value;
  const [first] = below;
  return (
    <FormDone
      title={fill(value.made === "request" ? page.doneRequest : page.done, { name })}
      actions={<LinkButton href={addressOf(name)}>{texts.back}</LinkButton>}
      made={
        <section className={`${cardClass} p-4 text-sm`}>
          {first === undefined ? (
            <p>{page.noneBelow}</p>
          ) : (
            <>
              <p>{page[first.chain]}</p>
              <ul className="mt-2 grid gap-1">
                {below.map((each) => (
                  <li key={each.name} className="wrap-anywhere">
                    <a href={`/files/${encodeURIComponent(each.name)}`}>{each.name}</a>
                    {each.services.length === 0 ? null : (
                      <span className="text-muted"> {fill(page.usedBy, { services: each.services.join(", ") })}</span>
                    )}
                  </li>
                ))}
              </ul>
              {belowCount > below.length ? <p className="mt-2">{fill(page.more, { n: belowCount })}</p> : null}
            </>
          )}
          {bundles.length === 0 ? null : <p className="mt-3">{fill(page.bundles, { bundles: bundles.join(", ") })}</p>}
        </section>
      }
    >
      {value.notAfter === undefined ? null : fill(page.until, { until: shortDate(viewer, new Date(value.notAfter)) })}
    </FormDone>
  );
}
