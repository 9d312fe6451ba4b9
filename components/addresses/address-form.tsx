"use client";
import { clsx } from "clsx";
import { Radar, Save } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore } from "react";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { TextField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { useCommand } from "../form/use-command";
import { cardClass } from "../styles/card";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";
import { answerClass, useAnswerFocus } from "../form/use-answer-focus";
import { CheckedAddresses } from "./checked-addresses";

type Checked = OutputOf<"addresses-check">;

interface AddressFormProps {
  readonly base: string | null;
  readonly isOnlyHere: boolean;
  readonly save: (input: { base: string | null }) => Promise<ActionState<{ readonly base: string | null }>>;
  readonly check: (input: { base?: string }) => Promise<ActionState<Checked>>;
  readonly texts: UiTexts["addresses"];
  readonly common: Pick<UiTexts["common"], "unreachable" | "failed">;
  readonly locale: Locale;
}

const fields = { "addresses.not-http": "base", "addresses.malformed": "base" } as const;

/** The address that this browser reaches the console by, with plain HTTP: what it may be; "" before the page lives. */
function useSuggestion(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => `http://${window.location.host}`,
    () => "",
  );
}

/** Where authorities publish; each saving is followed by a try. */
export function AddressForm({ base, isOnlyHere, save, check, texts, common, locale }: AddressFormProps) {
  const router = useRouter();
  const suggestion = useSuggestion();
  const [address, setAddress] = useState(base ?? "");
  const [checked, setChecked] = useState<Checked | null>(null);
  const saving = useCommand(save, { locale, fields, unreachable: common.unreachable });
  const trying = useAction(common.unreachable);
  const answer = useAnswerFocus(trying.isBusy);
  const tryAddress = (): void => void trying.run(() => check({}), setChecked);
  async function submit(next: string | null): Promise<void> {
    const reply = await saving.run({ base: next });
    if (reply?.ok !== true) return;
    setAddress(reply.value.base ?? "");
    setChecked(null);
    notify({ text: reply.value.base === null ? texts.taken : fill(texts.saved, { base: reply.value.base }) });
    router.refresh();
    if (reply.value.base !== null) tryAddress();
  }
  const elsewhere = saving.errors[""] ?? trying.error?.message;
  return (
    <section className="max-w-3xl" aria-labelledby="address">
      <h2 className="mb-3 text-section" id="address">
        {texts.title}
      </h2>
      <form
        className={clsx(cardClass, "grid grid-cols-1 content-start gap-4 p-4")}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit(address);
        }}
      >
        <p className="text-sm text-muted">{texts.lede}</p>
        {elsewhere === undefined ? null : (
          <Banner tone="danger" role="alert" title={common.failed}>
            {elsewhere}
          </Banner>
        )}
        <TextField
          id="base"
          label={texts.base}
          help={fill(texts.baseHelp, { example: suggestion === "" ? "http://pki.example.com" : suggestion })}
          error={saving.errors["base"]}
          value={address}
          onChange={setAddress}
          placeholder="http://pki.example.com"
          inputMode="url"
          isMono
        />
        {isOnlyHere ? <Banner tone="warn">{texts.onlyHere}</Banner> : null}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant={base === null ? "primary" : "plain"}
            icon={<Save aria-hidden />}
            isBusy={saving.isBusy}
          >
            {texts.save}
          </Button>
          {base === null ? null : (
            <>
              <Button icon={<Radar aria-hidden />} isBusy={trying.isBusy} onClick={tryAddress}>
                {texts.try}
              </Button>
              <Button variant="ghost" onClick={() => void submit(null)}>
                {texts.takeAway}
              </Button>
            </>
          )}
        </div>
        {checked === null ? null : (
          <div ref={answer} tabIndex={-1} className={answerClass}>
            <CheckedAddresses checked={checked} texts={texts} locale={locale} />
          </div>
        )}
      </form>
    </section>
  );
}
