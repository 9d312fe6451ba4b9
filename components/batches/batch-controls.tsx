"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { BatchSummary } from "@/lib/commands/ports/batch.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { SelectField } from "../form/select-field";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";

interface BatchControlsProps {
  readonly summary: Pick<BatchSummary, "batch" | "title" | "state" | "total" | "issued" | "failed">;
  readonly acts: {
    readonly cancel: (batch: string) => Promise<ActionState<unknown>>;
    readonly resume: (batch: string) => Promise<ActionState<unknown>>;
    readonly renew: (input: { batch: string; days: number }) => Promise<ActionState<{ readonly batch: string }>>;
  };
  readonly texts: UiTexts["batch"];
  readonly unreachable: string;
  readonly locale: Locale;
}

const terms = [14, 30, 60, 90, 365];

export function BatchControls({ summary, acts, texts, unreachable, locale }: BatchControlsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<"cancel" | "renew" | null>(null);
  const [days, setDays] = useState("30");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const isRunning = summary.state === "running";
  const isWhole = summary.issued === summary.total;
  async function act<Value>(work: () => Promise<ActionState<Value>>): Promise<Value | null> {
    setBusy(true);
    setError(undefined);
    const reply = await work().catch(() => null);
    setBusy(false);
    if (reply?.ok === true) {
      setAsked(null);
      router.refresh();
      return reply.value;
    }
    setError(reply === null ? unreachable : reply.error.message);
    return null;
  }
  async function renew(): Promise<void> {
    const made = await act(() => acts.renew({ batch: summary.batch, days: Number(days) }));
    if (made !== null) router.push(`/batches/${made.batch}`);
  }
  const said =
    error === undefined ? null : (
      <Banner tone="danger" role="alert">
        {error}
      </Banner>
    );
  return (
    <>
      {asked === null ? said : null}
      {isRunning ? (
        <Button variant="danger" onClick={() => setAsked("cancel")}>
          {texts.cancel}
        </Button>
      ) : null}
      {!isRunning && !isWhole ? (
        <Button variant="primary" isBusy={isBusy} onClick={() => void act(() => acts.resume(summary.batch))}>
          {summary.state === "done" ? texts.retry : texts.resume}
        </Button>
      ) : null}
      {!isRunning && summary.issued > 0 ? <Button onClick={() => setAsked("renew")}>{texts.renew}</Button> : null}
      <Confirm
        isOpen={asked === "cancel"}
        onClose={() => setAsked(null)}
        title={fill(texts.cancelTitle, { title: summary.title })}
        keepLabel={texts.keep}
        actLabel={texts.cancel}
        isBusy={isBusy}
        onAct={() => void act(() => acts.cancel(summary.batch))}
      >
        <p>{texts.cancelText}</p>
        {said}
      </Confirm>
      <Confirm
        isOpen={asked === "renew"}
        onClose={() => setAsked(null)}
        title={texts.renew}
        keepLabel={texts.sheetKeep}
        actLabel={texts.renewAct}
        isBusy={isBusy}
        isFinal={false}
        onAct={() => void renew()}
      >
        <p>{texts.renewText}</p>
        <SelectField
          id="renew-days"
          label={texts.renewDays}
          value={days}
          onChange={setDays}
          options={terms.map((term) => ({ value: String(term), label: count(locale, texts.linksDay, term) }))}
        />
        {said}
      </Confirm>
    </>
  );
}
