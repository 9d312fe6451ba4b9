"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { BatchSummary } from "@/lib/commands/ports/batch.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
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
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction<"cancel" | "renew">(unreachable);
  const [days, setDays] = useState("30");
  const isRunning = summary.state === "running";
  const isWhole = summary.issued === summary.total;
  const { batch } = summary;
  const refresh = (): void => router.refresh();
  return (
    <>
      {asked === null && error !== undefined ? (
        <Banner tone="danger" role="alert">
          {error}
        </Banner>
      ) : null}
      {isRunning ? (
        <Button variant="danger" onClick={() => ask("cancel")}>
          {texts.cancel}
        </Button>
      ) : null}
      {!isRunning && !isWhole ? (
        <Button variant="primary" isBusy={isBusy} onClick={() => act(() => acts.resume(batch), refresh)}>
          {summary.state === "done" ? texts.retry : texts.resume}
        </Button>
      ) : null}
      {!isRunning && summary.issued > 0 ? <Button onClick={() => ask("renew")}>{texts.renew}</Button> : null}
      <Confirm
        isOpen={asked === "cancel"}
        onClose={close}
        title={fill(texts.cancelTitle, { title: summary.title })}
        keepLabel={texts.keep}
        actLabel={texts.cancel}
        isBusy={isBusy}
        error={error}
        onAct={() => act(() => acts.cancel(batch), refresh)}
      >
        <p>{texts.cancelText}</p>
      </Confirm>
      <Confirm
        isOpen={asked === "renew"}
        onClose={close}
        title={texts.renew}
        keepLabel={texts.sheetKeep}
        actLabel={texts.renewAct}
        isBusy={isBusy}
        isFinal={false}
        error={error}
        onAct={() =>
          act(
            () => acts.renew({ batch, days: Number(days) }),
            (renewed) => {
              router.refresh();
              router.push(`/batches/${renewed.batch}`);
            },
          )
        }
      >
        <p>{texts.renewText}</p>
        <SelectField
          id="renew-days"
          label={texts.renewDays}
          value={days}
          onChange={setDays}
          options={terms.map((term) => ({ value: String(term), label: count(locale, texts.linksDay, term) }))}
        />
      </Confirm>
    </>
  );
}
