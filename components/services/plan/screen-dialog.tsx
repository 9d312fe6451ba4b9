"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../../form/action-state";
import { textAreaClass } from "../../form/controls";
import { described, Field } from "../../form/field";
import { useAction } from "../../form/use-action";
import { tableBoxClass } from "../../styles/table";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { VerdictMark } from "../../ui/verdict";

type Judged = OutputOf<"service-read-screen">;
type Fact = Judged["screens"][number]["facts"][number];

export type ReadScreen = (input: {
  readonly service: string;
  readonly machine: string;
  readonly text: string;
}) => Promise<ActionState<Judged>>;

export interface ScreenDialogProps {
  readonly service: string;
  readonly machine: string;
  readonly read: ReadScreen;
  readonly texts: UiTexts["servicePage"]["screens"];
  /** The names of lists. */
  readonly roles: UiTexts["services"]["roles"];
  readonly unreachable: string;
  readonly locale: Locale;
  readonly onClose: () => void;
}

const marks = { same: "pass", other: "fail", missing: "fail", more: "warn" } as const;

/** What a machine prints, pasted and compared with the plan. The text leaves the page with the question. */
export function ScreenDialog({
  service,
  machine,
  read,
  texts,
  roles,
  unreachable,
  locale,
  onClose,
}: ScreenDialogProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [judged, setJudged] = useState<Judged | null>(null);
  const { isBusy, error, run, clear } = useAction(unreachable);

  async function act(): Promise<void> {
    if (isBusy) return;
    if (text.trim() === "") return document.getElementById("screen-text")?.focus();
    const reply = await run(() => read({ service, machine, text }));
    if (reply === null || !reply.ok) return;
    setText("");
    setJudged(reply.value);
    router.refresh();
  }

  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={fill(texts.title, { node: machine })}
      description={texts.lede}
      closeLabel={texts.close}
      footer={
        judged === null ? (
          <Button variant="primary" isBusy={isBusy} onClick={() => void act()}>
            {texts.act}
          </Button>
        ) : (
          <>
            <Button
              onClick={() => {
                clear();
                setJudged(null);
              }}
            >
              {texts.another}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {texts.close}
            </Button>
          </>
        )
      }
    >
      {judged === null ? (
        <Field
          id="screen-text"
          label={texts.text}
          help={texts.help}
          {...(error === null ? {} : { error: error.message })}
        >
          <textarea
            className={textAreaClass({ isMono: true }, "min-h-60!")}
            {...described("screen-text", { help: texts.help, error: error?.message })}
            value={text}
            spellCheck={false}
            autoFocus
            onChange={(event) => {
              clear();
              setText(event.target.value);
            }}
          />
        </Field>
      ) : (
        <JudgedText judged={judged} texts={texts} roles={roles} locale={locale} />
      )}
    </Dialog>
  );
}

function JudgedText({
  judged,
  texts,
  roles,
  locale,
}: { readonly judged: Judged } & Pick<ScreenDialogProps, "texts" | "roles" | "locale">) {
  const { screens, proved, disproved, partly, strangers, list } = judged;
  const isListAlone = list !== null && screens.length + proved.length + disproved.length + strangers.length === 0;
  return (
    <div className="grid grid-cols-1 content-start gap-4">
      {list === null ? null : <JudgedPem list={list} texts={texts} roles={roles} locale={locale} />}
      {isListAlone ? null : (
        <Banner tone={disproved.length > 0 ? "danger" : proved.length > 0 ? "ok" : "info"} role="status">
          {[
            count(locale, texts.ticked, proved.length),
            ...(disproved.length === 0 ? [] : [count(locale, texts.notSo, disproved.length)]),
            ...(strangers.length === 0 ? [] : [fill(texts.strangers, { hosts: strangers.join(", ") })]),
          ].join(" ")}
        </Banner>
      )}
      {screens.map(({ node, command, facts }) => (
        <ScreenFacts
          key={`${node} ${command}`}
          title={`${node}> ${command}`}
          facts={facts}
          texts={texts}
          locale={locale}
        />
      ))}
      {partly.length === 0 ? null : (
        <div className="text-sm">
          <p className="mb-1">{texts.unseen}</p>
          <pre className="mono wrap-anywhere whitespace-pre-wrap text-muted">
            {[...new Set(partly.flatMap(({ unseen }) => unseen))].join("\n")}
          </pre>
        </div>
      )}
    </div>
  );
}

/** A trust list that was pasted as PEM, beside the one of the plan. */
function JudgedPem({
  list: { list, same, missing, more, ended, isJoined },
  texts: { lists: text },
  roles,
  locale,
}: { readonly list: NonNullable<Judged["list"]> } & Pick<ScreenDialogProps, "texts" | "roles" | "locale">) {
  const isWhole = missing.length + more.length + ended.length === 0 && !isJoined;
  const told = (words: string, names: readonly string[]) =>
    names.length === 0 ? null : <li className="wrap-anywhere">{fill(words, { names: names.join("; ") })}</li>;
  return (
    <Banner
      tone={list === null || missing.length > 0 || isJoined ? "danger" : isWhole ? "ok" : "warn"}
      role="status"
      title={list === null ? text.unknown : fill(text.title, { role: roles[list.title] })}
    >
      <ul>
        {list === null ? <li>{text.unknownText}</li> : <li>{count(locale, text.fits, same.length)}</li>}
        {told(text.missing, missing)}
        {told(text.more, more)}
        {told(text.ended, ended)}
        {isJoined ? <li>{text.joined}</li> : null}
      </ul>
    </Banner>
  );
}

function ScreenFacts({
  title,
  facts,
  texts,
  locale,
}: { readonly title: string; readonly facts: readonly Fact[] } & Pick<ScreenDialogProps, "texts" | "locale">) {
  const others = facts.filter(({ is }) => is !== "same");
  const same = facts.length - others.length;
  return (
    <section>
      <h3 className="mono mb-1 text-sm font-semibold">{title}</h3>
      {others.length === 0 ? null : (
        <div className={tableBoxClass}>
          <table>
            <thead>
              <tr>
                <th scope="col">{texts.label}</th>
                <th scope="col">{texts.found}</th>
                <th scope="col">{texts.wanted}</th>
              </tr>
            </thead>
            <tbody>
              {others.map(({ label, found, wanted, is }) => (
                <tr key={`${label} ${wanted ?? ""}`}>
                  <td>
                    <span className="flex items-start gap-1.5">
                      <VerdictMark status={marks[is]} word={texts.verdicts[is]} />
                      {label}
                    </span>
                  </td>
                  <td className="mono wrap-anywhere">{found ?? texts.nothing}</td>
                  <td className="mono wrap-anywhere">{wanted ?? texts.nothing}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {same === 0 ? null : <p className="mt-1 text-sm text-muted">{count(locale, texts.same, same)}</p>}
    </section>
  );
}
