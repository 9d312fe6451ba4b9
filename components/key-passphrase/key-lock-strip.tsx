"use client";
import { Lock, LockOpen } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { KeyLock } from "@/lib/commands/ports/vault.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";

interface KeyLockStripProps {
  readonly lock: KeyLock;
  readonly mayUse: boolean;
  readonly mayChange: boolean;
  /** Succeeds when the session keeps the key open; asks for the passphrase otherwise. */
  readonly open: (key: string) => Promise<ActionState<unknown>>;
  readonly close: (key: string) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["keyPassphrase"]["strip"];
  readonly unreachable: string;
  readonly locale: Locale;
}

/** Says that a key lies under a passphrase of its own, and for how long the session keeps it open. */
export function KeyLockStrip({ lock, mayUse, mayChange, open, close, texts, unreachable, locale }: KeyLockStripProps) {
  const router = useRouter();
  const { isBusy, error, run } = useAction(unreachable);
  const { fileName, state, until } = lock;
  const isOpen = state === "open" && until !== null;
  const act = (action: (key: string) => Promise<ActionState<unknown>>) => () =>
    void run(
      () => action(fileName),
      () => router.refresh(),
    );
  return (
    <section
      aria-label={texts.label}
      className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border bg-surface px-4 py-2.5 text-sm"
    >
      {isOpen ? (
        <LockOpen className="size-4 text-warn" aria-hidden />
      ) : (
        <Lock className="size-4 text-muted" aria-hidden />
      )}
      <p className="min-w-60 flex-1">
        {fill(isOpen ? texts.open : state === "locked" ? texts.uploaded : texts.own, { file: fileName })}{" "}
        {isOpen ? <Remaining until={until} texts={texts} locale={locale} onOver={() => router.refresh()} /> : null}
      </p>
      <span className="flex flex-wrap gap-2">
        {!mayUse ? null : isOpen ? (
          <Button size="sm" isBusy={isBusy} onClick={act(close)}>
            {texts.lock}
          </Button>
        ) : (
          <Button size="sm" isBusy={isBusy} onClick={act(open)}>
            {texts.unlock}
          </Button>
        )}
        {mayChange ? (
          <LinkButton size="sm" href={`/key-passphrase?key=${encodeURIComponent(fileName)}`}>
            {texts.change}
          </LinkButton>
        ) : null}
      </span>
      {error === null || error.code === "key.passphrase-needed" ? null : (
        <div className="w-full">
          <Banner tone="danger" role="alert">
            {error.message}
          </Banner>
        </div>
      )}
    </section>
  );
}

const minuteMs = 60_000;

/** The minutes that are left; the clock of the browser counts them. */
function Remaining({
  until,
  texts,
  locale,
  onOver,
}: {
  readonly until: Date;
  readonly texts: UiTexts["keyPassphrase"]["strip"];
  readonly locale: Locale;
  readonly onOver: () => void;
}) {
  const end = until.getTime();
  const [minutes, setMinutes] = useState<number | null>(null);
  useEffect(() => {
    const look = () => {
      const left = Math.ceil((end - Date.now()) / minuteMs);
      setMinutes(Math.max(0, left));
      if (left <= 0) onOver();
    };
    look();
    const timer = setInterval(look, 5000);
    return () => clearInterval(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only the end of the time begins it anew
  }, [end]);
  return (
    <span className="text-muted">
      {minutes === null ? "" : `${count(locale, texts.left, minutes)}. `}
      {texts.process}
    </span>
  );
}
