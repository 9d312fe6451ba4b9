"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../../form/action-state";
import { checkLineClass } from "../../form/controls";
import { fieldPairClass } from "../../form/layout";
import { SelectField } from "../../form/select-field";
import { TextField } from "../../form/text-field";
import { useAction } from "../../form/use-action";
import { cardClass } from "../../styles/card";
import { Badge } from "../../ui/badge";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";

export interface BulkAnswer {
  readonly items: readonly {
    readonly name: string;
    /** Common name first. */
    readonly names: readonly string[];
    /** Of the database of Meeting Servers, whose file of authorities is one root by one text of the vendor. */
    readonly isForDatabase: boolean;
    readonly outcome: "planned" | "done" | "left-out" | "failed";
    readonly problem: string | null;
  }[];
  /** Who could sign. */
  readonly issuers: readonly { readonly name: string; readonly isLocked: boolean; readonly isIntermediate: boolean }[];
}

export type BulkAction = (input: Readonly<Record<string, unknown>>) => Promise<ActionState<BulkAnswer>>;

interface BulkDialogProps {
  readonly kind: "make" | "sign";
  readonly service: string;
  readonly act: BulkAction;
  readonly texts: UiTexts["servicePage"]["bulk"];
  readonly unreachable: string;
  readonly locale: Locale;
  readonly onClose: () => void;
}

const keys = ["rsa-2048", "rsa-3072", "rsa-4096", "p-256", "p-384"] as const;

/** What would be done, item by item; then what was, and why not what was not. */
export function BulkDialog({ kind, service, act, texts, unreachable, locale, onClose }: BulkDialogProps) {
  const router = useRouter();
  const { isBusy, error, run } = useAction(unreachable);
  const [answer, setAnswer] = useState<BulkAnswer | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const [key, setKey] = useState<string>(keys[0]);
  const [issuer, setIssuer] = useState("");
  const [days, setDays] = useState("365");
  const [takesPublic, setTakesPublic] = useState(false);

  useEffect(() => {
    // What was done stays, though the page behind it is read anew.
    if (isDone) return;
    let isHere = true;
    void act({ service }).then(
      (reply) => {
        if (!isHere) return;
        if (!reply.ok) {
          setRefused(reply.error.message);
          return;
        }
        setAnswer(reply.value);
        setIssuer(reply.value.issuers.find(({ isLocked }) => !isLocked)?.name ?? "");
      },
      () => (isHere ? setRefused(unreachable) : undefined),
    );
    return () => {
      isHere = false;
    };
  }, [act, service, unreachable, isDone]);

  async function confirm(): Promise<void> {
    const more = kind === "make" ? { key } : { issuer, days: Number(days) };
    // Exactly what is shown, by name: the audit log tells of each.
    const requests = meant.map(({ name }) => name);
    const reply = await run(() => act({ service, requests, confirm: true, ...more }));
    if (reply === null || !reply.ok) return;
    setAnswer((known) => ({ items: reply.value.items, issuers: known?.issuers ?? [] }));
    setDone(true);
    router.refresh();
  }

  const leftOut = answer?.items.filter(({ outcome }) => outcome === "left-out").length ?? 0;
  const meant =
    answer?.items.filter(({ outcome }) => outcome === "planned" || (outcome === "left-out" && takesPublic)) ?? [];
  const todo = meant.length;
  const done = answer?.items.filter(({ outcome }) => outcome === "done").length ?? 0;
  const failed = answer?.items.filter(({ outcome }) => outcome === "failed").length ?? 0;
  const isDoubtful =
    kind === "sign" &&
    !isDone &&
    meant.some(({ isForDatabase }) => isForDatabase) &&
    answer?.issuers.find(({ name }) => name === issuer)?.isIntermediate === true;
  const lacksIssuer = kind === "sign" && answer !== null && !isDone && issuer === "";
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={kind === "make" ? texts.makeTitle : texts.signTitle}
      description={kind === "make" ? texts.makeLede : texts.signLede}
      closeLabel={texts.close}
      footer={
        isDone ? (
          <Button variant="primary" onClick={onClose}>
            {texts.close}
          </Button>
        ) : (
          <Button
            variant="primary"
            isBusy={isBusy}
            blocked={
              todo === 0
                ? answer === null
                  ? texts.stillReading
                  : texts.nothingToDo
                : lacksIssuer
                  ? texts.chooseIssuer
                  : null
            }
            onClick={() => {
              if (!isBusy) void confirm();
            }}
          >
            {count(locale, kind === "make" ? texts.makeAct : texts.signAct, todo)}
          </Button>
        )
      }
    >
      <div className="grid grid-cols-1 content-start gap-4">
        {error === null && refused === null ? null : (
          <Banner tone="danger" role="alert">
            {error?.message ?? refused}
          </Banner>
        )}
        {isDoubtful ? (
          <Banner tone="warn" title={fill(texts.intermediateTitle, { issuer })}>
            {texts.intermediateText}
          </Banner>
        ) : null}
        {isDone ? (
          <Banner tone={failed === 0 ? "ok" : "warn"} role="status">
            {[
              count(locale, texts.result, done),
              ...(failed === 0 ? [] : [count(locale, texts.resultFailed, failed)]),
            ].join(" ")}
          </Banner>
        ) : kind === "make" ? (
          <SelectField
            id="bulk-key"
            label={texts.key}
            value={key}
            options={keys.map((each) => ({ value: each, label: each.toUpperCase().replace("RSA-", "RSA ") }))}
            onChange={setKey}
          />
        ) : answer === null ? null : answer.issuers.length === 0 ? (
          <Banner tone="warn">{texts.noIssuer}</Banner>
        ) : (
          <div className={fieldPairClass}>
            <SelectField
              id="bulk-issuer"
              label={texts.issuer}
              value={issuer}
              options={answer.issuers.map(({ name, isLocked }) => ({
                value: name,
                label: isLocked ? fill(texts.locked, { name }) : name,
              }))}
              onChange={setIssuer}
            />
            <TextField id="bulk-days" label={texts.days} inputMode="numeric" value={days} onChange={setDays} />
          </div>
        )}
        {leftOut === 0 || isDone ? null : (
          <label className={checkLineClass}>
            <input
              className="checkbox"
              type="checkbox"
              checked={takesPublic}
              onChange={(event) => setTakesPublic(event.target.checked)}
            />
            <span>{count(locale, texts.takePublic, leftOut)}</span>
          </label>
        )}
        {answer === null ? (
          refused !== null ? null : (
            <p className="text-sm text-muted" role="status">
              {texts.loading}
            </p>
          )
        ) : answer.items.length === 0 ? (
          <p className="text-sm text-muted">{texts.nothing}</p>
        ) : (
          <ul className={cardClass}>
            {answer.items.map((item) => (
              <Item key={item.name} item={item} texts={texts} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function Item({
  item: { name, names, outcome, problem },
  texts,
}: {
  readonly item: BulkAnswer["items"][number];
  readonly texts: BulkDialogProps["texts"];
}) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-t px-4 py-2 text-sm first:border-t-0">
      <span className="mono font-medium wrap-anywhere">{name}</span>
      {outcome === "done" ? (
        <span className="status">
          <CircleCheck aria-hidden />
          {texts.done}
        </span>
      ) : outcome === "failed" ? (
        <span className="status" data-tone="danger">
          <CircleAlert aria-hidden />
          {texts.failed}
        </span>
      ) : outcome === "left-out" ? (
        <Badge>{texts.leftOut}</Badge>
      ) : (
        <span />
      )}
      <span className="col-span-full text-xs/[18px] wrap-anywhere text-subtle">{problem ?? names.join(", ")}</span>
    </li>
  );
}

export interface Offered {
  readonly request: string;
  readonly name: string;
  /** Of whom it would be: "Web Admin of cms1". */
  readonly role: string;
}

export type AdoptStored = (input: {
  readonly service: string;
  readonly choices: readonly { readonly request: string; readonly name: string }[];
}) => Promise<ActionState<unknown>>;

interface AdoptDialogProps extends Omit<BulkDialogProps, "kind" | "act"> {
  readonly offered: readonly Offered[];
  readonly adopt: AdoptStored;
}

/** Stored certificates and requests that would do, chosen together; each can be taken out. */
export function AdoptDialog({ service, offered, adopt, texts, unreachable, locale, onClose }: AdoptDialogProps) {
  const router = useRouter();
  const { isBusy, error, run } = useAction(unreachable);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = offered.filter(({ request }) => !left.has(request));
  async function confirm(): Promise<void> {
    if (isBusy || chosen.length === 0) return;
    const choices = chosen.map(({ request, name }) => ({ request, name }));
    const reply = await run(() => adopt({ service, choices }));
    if (reply === null || !reply.ok) return;
    router.refresh();
    onClose();
  }
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={texts.useTitle}
      description={texts.useLede}
      closeLabel={texts.close}
      footer={
        <Button variant="primary" isBusy={isBusy} aria-disabled={chosen.length === 0} onClick={() => void confirm()}>
          {count(locale, texts.useAct, chosen.length)}
        </Button>
      }
    >
      <div className="grid grid-cols-1 content-start gap-4">
        {error === null ? null : (
          <Banner tone="danger" role="alert">
            {error.message}
          </Banner>
        )}
        <ul className={cardClass}>
          {offered.map(({ request, name, role }) => (
            <li key={request} className="border-t px-4 py-2 first:border-t-0">
              <label className={checkLineClass}>
                <input
                  className="checkbox"
                  type="checkbox"
                  checked={!left.has(request)}
                  onChange={(event) => {
                    const next = new Set(left);
                    if (event.target.checked) next.delete(request);
                    else next.add(request);
                    setLeft(next);
                  }}
                />
                <span className="wrap-anywhere">{fill(texts.for, { name, role })}</span>
              </label>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
