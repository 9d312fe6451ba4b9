"use client";
import { clsx } from "clsx";
import { Check, TriangleAlert } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { shortestPassphrase } from "@/lib/pki/pkcs12/receivers.ts";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { BulkFields } from "./bulk-fields";
import { has, reasonAgainst, type BulkAct, type BulkItem, type BulkTexts } from "./bulk-item";
import {
  namesPerStep,
  needsPassphrase,
  runStep,
  saveArchive,
  wordsOf,
  type BulkActions,
  type BulkChoice,
  type BulkResult,
} from "./bulk-steps";
import { useKeyOncePerFile } from "./use-key-once";
import { useUses } from "./use-uses";

interface BulkDialogProps {
  readonly act: BulkAct;
  readonly items: readonly BulkItem[];
  /** There are more than were taken. */
  readonly isCut: boolean;
  readonly actions: BulkActions;
  readonly texts: BulkTexts;
  readonly unreachable: string;
  readonly locale: Locale;
  readonly onClose: (isChanged: boolean) => void;
}

const noChoice: BulkChoice = {
  key: "new",
  newPassphrase: "",
  format: "pkcs12",
  passphrase: "",
  add: "",
  take: "",
  isAnyway: false,
};

/**
 * One act on many names: what would be done with each, then done one after the other, each with its result. Stopping
 * ends it between two names; those that were refused or not begun can be tried again.
 */
export function BulkDialog({ act, items, isCut, actions, texts, unreachable, locale, onClose }: BulkDialogProps) {
  const text = texts.bulk;
  const [choice, setChoice] = useState(noChoice);
  const [typed, setTyped] = useState("");
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map());
  const [phase, setPhase] = useState<"preview" | "running" | "ended">("preview");
  const withKey = useKeyOncePerFile();
  const isStopped = useRef(false);
  const files = useRef(new Map<string, Uint8Array>());
  const ended = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (phase === "ended") ended.current?.focus();
  }, [phase]);

  const renewals = useRenewals(act === "renew" ? items : [], choice.key, actions.previewRenewals);

  const asked = useMemo(() => (act === "delete" ? items.map(({ name }) => name) : []), [act, items]);
  const { uses, error: usesError, readAgain } = useUses(asked, actions.readUses, unreachable);
  const missing = (name: string): string => uses?.get(name)?.short ?? "";
  const isMissed = (name: string): boolean => uses?.get(name)?.isMissed === true;

  const reason = (item: BulkItem) =>
    reasonAgainst(act, item, {
      needsKey: needsPassphrase(choice.format),
      isMissed: !choice.isAnyway && isMissed(item.name),
    });
  const possible = items.filter((item) => reason(item) === null);
  const open = possible.filter(({ name }) => results.get(name)?.isDone !== true);
  const isTypeAsked = act === "delete" && possible.some((item) => has(item, "key", "locked-key"));
  const lacksPassphrase =
    act === "export" && needsPassphrase(choice.format) && choice.passphrase.length < shortestPassphrase;
  const blocked =
    uses === null
      ? text.blocked.reading
      : possible.length === 0
        ? text.blocked.none
        : isTypeAsked && typed.trim() !== String(possible.length)
          ? fill(text.typeCount, { n: possible.length })
          : act === "label" && wordsOf(choice.add).length + wordsOf(choice.take).length === 0
            ? text.blocked.labels
            : act === "renew" && isTooShort(choice.newPassphrase)
              ? fill(text.blocked.newPassphrase, { n: shortestPassphrase })
              : lacksPassphrase
                ? fill(text.blocked.passphrase, { n: shortestPassphrase })
                : null;

  async function run(): Promise<void> {
    isStopped.current = false;
    setPhase("running");
    const size = namesPerStep[act];
    for (let start = 0; start < open.length && !isStopped.current; start += size) {
      const step = open.slice(start, start + size);
      const said = await runStep(act, step, choice, {
        actions,
        texts: text,
        files: files.current,
        withKey,
        isAnyway: (name) =>
          choice.isAnyway || (possible.length === items.length && !isCut && uses?.get(name)?.isUsedAmongThem === true),
      }).catch(() => new Map(step.map(({ name }) => [name, { isDone: false, text: unreachable }])));
      setResults((before) => new Map([...before, ...said]));
    }
    if (act === "export" && files.current.size > 0) await saveArchive(files.current, text.archiveName);
    setPhase("ended");
  }
  const done = possible.filter(({ name }) => results.get(name)?.isDone === true).length;
  const failed = possible.filter(({ name }) => results.get(name)?.isDone === false).length;
  const begun = done + failed;
  const close = () => onClose(begun > 0 && act !== "verify" && act !== "export");

  return (
    <Dialog
      isOpen
      isWide
      onClose={() => (phase === "running" ? undefined : close())}
      title={count(locale, text.titles[act], items.length)}
      description={text.ledes[act]}
      closeLabel={text.close}
      footer={
        phase === "running" ? (
          <Button onClick={() => (isStopped.current = true)}>{text.stop}</Button>
        ) : phase === "ended" ? (
          <>
            {open.length > 0 ? (
              <Button onClick={() => void run()}>{count(locale, text.again, open.length)}</Button>
            ) : null}
            <Button variant="primary" onClick={close}>
              {text.close}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={close}>{text.cancel}</Button>
            <Button
              variant={act === "delete" ? "danger-solid" : "primary"}
              blocked={blocked}
              onClick={() => void run()}
            >
              {`${text.acts[act]} ${possible.length}`}
            </Button>
          </>
        )
      }
    >
      {usesError === null ? (
        uses === null ? (
          <p role="status">{text.reading}</p>
        ) : null
      ) : (
        <p role="alert" className="text-danger">
          {usesError}{" "}
          <Button size="sm" onClick={readAgain}>
            {text.readAgain}
          </Button>
        </p>
      )}
      {isCut ? <p role="status">{fill(text.cut, { n: items.length })}</p> : null}
      {phase === "preview" ? (
        <BulkFields
          act={act}
          choice={choice}
          onChange={setChoice}
          isUsed={asked.some(isMissed)}
          typeCount={isTypeAsked ? possible.length : null}
          typed={typed}
          onTyped={setTyped}
          texts={texts}
        />
      ) : (
        <div className="grid gap-1">
          <progress className="w-full" max={possible.length} value={begun} aria-label={text.acts[act]} />
          <p role="status" tabIndex={-1} ref={ended} className="text-sm text-muted">
            {phase === "running"
              ? `${fill(text.progress, { done: begun, n: possible.length })}. ${text.staysOpen}`
              : [
                  fill(text.summary, { done, failed, left: items.length - possible.length }),
                  ...(begun < possible.length ? [fill(text.stopped, { left: possible.length - begun })] : []),
                ].join(". ")}
          </p>
        </div>
      )}
      <div className="max-h-80 overflow-y-auto rounded-card border" tabIndex={0} role="region" aria-label={text.what}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.name}</th>
              <th scope="col">{phase === "preview" ? text.what : text.result}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row
                key={item.name}
                item={item}
                reason={reason(item)}
                missing={missing(item.name)}
                plan={renewals.get(item.name) ?? planOf(act, item, choice.format, text)}
                result={
                  phase === "preview" ? null : (results.get(item.name) ?? { isDone: null, text: text.results.waiting })
                }
                text={text}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

/** Of a passphrase that may be left out. */
const isTooShort = (passphrase: string): boolean => passphrase !== "" && passphrase.length < shortestPassphrase;

const namesPerPreview = 100;

/** What the console says of the renewal of each name, read while the dialog is open and again for another key. */
function useRenewals(
  items: readonly BulkItem[],
  key: BulkChoice["key"],
  preview: BulkActions["previewRenewals"],
): ReadonlyMap<string, string> {
  const [said, setSaid] = useState<ReadonlyMap<string, string>>(new Map());
  const names = items.filter((item) => has(item, "certificate")).map(({ name }) => name);
  const asked = JSON.stringify(names);
  useEffect(() => {
    let isCurrent = true;
    async function read(all: readonly string[]): Promise<void> {
      for (let start = 0; start < all.length && isCurrent; start += namesPerPreview) {
        const answer = await preview({ names: all.slice(start, start + namesPerPreview), key });
        if (!answer.ok || !isCurrent) return;
        setSaid((before) => new Map([...before, ...answer.value.rows.map(({ name, text }) => [name, text] as const)]));
      }
    }
    // Without an answer the row keeps its general words, and the renewal itself says what is wrong.
    void read(JSON.parse(asked) as string[]).catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [asked, key, preview]);
  return said;
}

interface RowProps {
  readonly item: BulkItem;
  readonly reason: ReturnType<typeof reasonAgainst>;
  /** What would miss it; "" when nothing would, or when it is not asked. */
  readonly missing: string;
  readonly plan: string;
  readonly result: { readonly isDone: boolean | null; readonly text: string } | null;
  readonly text: UiTexts["bulk"];
}

function Row({ item, reason, missing, plan, result, text }: RowProps) {
  const { usedBy } = item;
  const warning =
    missing !== ""
      ? missing
      : usedBy.length === 0
        ? null
        : fill(text.usedBy, { services: usedBy.slice(0, 3).join(", ") });
  return (
    <tr>
      <th scope="row" className="max-w-60 truncate font-semibold" title={item.name}>
        {item.name}
      </th>
      <td className={clsx(reason === null ? undefined : "text-subtle")}>
        {reason !== null ? (
          <>
            {text.leftOut[reason]}
            {reason === "used" ? <span className="block text-sm">{missing}</span> : null}
          </>
        ) : result === null ? (
          <>
            {plan}
            {warning === null ? null : <span className="block text-sm text-warn">{warning}</span>}
          </>
        ) : (
          <span
            className={clsx(
              "inline-flex items-start gap-1.5",
              result.isDone === false && "text-danger",
              result.isDone === null && "text-subtle",
            )}
          >
            {result.isDone === true ? (
              <Check aria-hidden />
            ) : result.isDone === false ? (
              <TriangleAlert aria-hidden />
            ) : null}
            {result.text}
          </span>
        )}
      </td>
    </tr>
  );
}

/** As `export` calls its files. */
const endings: Readonly<Record<BulkChoice["format"], string>> = {
  pkcs12: ".p12",
  "key-and-chain-pem": "-nginx.pem",
  "chain-pem": "-chain.pem",
  "certificate-pem": ".crt",
  "certificate-der": ".der",
};

function planOf(act: BulkAct, item: BulkItem, format: BulkChoice["format"], { plans }: UiTexts["bulk"]): string {
  if (act === "export") return item.name + endings[format];
  return fill(plans[act], { name: item.name, n: item.files.length });
}
