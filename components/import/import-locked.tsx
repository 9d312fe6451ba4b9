"use client";
import { clsx } from "clsx";
import { Lock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { PlainSecret } from "../form/plain-secret";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { cardClass } from "../styles/card";

const lockedClass = [
  "grid grid-cols-[minmax(0,1fr)_minmax(220px,320px)] items-end gap-x-6 gap-y-1.5 border-t pt-3",
  "max-[721px]:grid-cols-1 [&_b]:block",
].join(" ");

interface ImportLockedProps {
  readonly review: string;
  readonly open: (review: string, form: FormData) => Promise<ActionState<{ readonly review: string }>>;
  readonly locked: readonly {
    readonly path: string;
    readonly kind: "pkcs12" | "keystore" | "locked-key";
    readonly encryption: string;
    readonly message: string | null;
  }[];
  readonly texts: UiTexts["import"];
  readonly common: { readonly unreachable: string; readonly show: string };
}

/** Files that no passphrase has opened yet: a field for each, and one for all of them. */
export function ImportLocked({ review, open, locked, texts, common }: ImportLockedProps) {
  const router = useRouter();
  const { isBusy, error, run } = useAction(common.unreachable);
  const firstWrong = locked.findIndex(({ message }) => message !== null);
  useEffect(() => document.getElementById(`locked-${firstWrong}`)?.focus(), [firstWrong]);

  async function submit(form: HTMLFormElement): Promise<void> {
    const reply = await run(
      () => open(review, new FormData(form)),
      (opened) => router.replace(`/import?review=${opened.review}`),
    );
    if (reply !== null && (reply.ok || reply.error.code !== "")) form.reset();
  }

  return (
    <section aria-labelledby="still-locked">
      <h2 className="text-section mb-3" id="still-locked">
        {texts.locked.title}
      </h2>
      <form
        className={clsx(cardClass, "grid gap-4 p-4")}
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <p className="text-muted text-sm">{texts.locked.lede}</p>
        {error === null ? null : (
          <Banner tone="danger" role="alert" title={texts.notOpened}>
            {error.message}
          </Banner>
        )}
        {locked.map(({ path, kind, encryption, message }, index) => (
          <div key={path} className={lockedClass}>
            <div className="min-w-0">
              <span className="status" data-tone="warn">
                <Lock aria-hidden />
                {texts.locked.kinds[kind]}
              </span>
              <b className="wrap-anywhere">{path}</b>
              <p className="text-sm text-subtle wrap-anywhere">{encryption}</p>
            </div>
            <PlainSecret
              id={`locked-${index}`}
              name={`passphrase:${path}`}
              label={fill(texts.locked.one, { path: path.split(" › ").at(-1) ?? path })}
              {...(message === null ? {} : { error: message })}
              showWord={common.show}
              emptyWord={texts.locked.empty}
            />
          </div>
        ))}
        {locked.length < 2 ? null : (
          <PlainSecret id="locked-all" name="all" label={texts.locked.all} showWord={common.show} />
        )}
        <div>
          <Button type="submit" isBusy={isBusy}>
            {texts.locked.act}
          </Button>
        </div>
      </form>
    </section>
  );
}
