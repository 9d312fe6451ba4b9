"use client";
import { useRouter } from "next/navigation";
import type { KnownMark, TrustMark } from "@/lib/commands/ports/trust.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { cardClass } from "../styles/card";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";

export type SetTrust = (input: {
  readonly name: string;
  readonly mark: TrustMark;
}) => Promise<ActionState<{ readonly mark: TrustMark }>>;

interface TrustCardProps {
  readonly name: string;
  readonly mark: KnownMark;
  /** Who said so and when; null where nobody was asked. */
  readonly said: { readonly who: string; readonly when: string } | null;
  readonly mayMark: boolean;
  readonly set: SetTrust;
  readonly texts: Pick<UiTexts["authorities"], "trust" | "marks">;
  readonly unreachable: string;
}

const marks = ["trusted", "stored", "distrusted"] as const;

/** What a self-signed certificate is taken for, and the buttons that say so. */
export function TrustCard({ name, mark, said, mayMark, set, texts, unreachable }: TrustCardProps) {
  const router = useRouter();
  const { isBusy, error, run } = useAction(unreachable);
  const { trust } = texts;
  return (
    <section className={sectionClass} aria-labelledby="trust-mark">
      <header className={sectionHeadClass}>
        <h2 id="trust-mark">{trust.title}</h2>
        {said === null ? null : <span className="text-sm text-subtle">{fill(trust.by, said)}</span>}
      </header>
      <div className={`${cardClass} flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3 text-sm`}>
        <p className="min-w-60 flex-1" role="status">
          <b>{texts.marks[mark]}.</b> {trust[mark]}
        </p>
        {mayMark ? (
          <span className="flex flex-wrap gap-2">
            {marks
              .filter((each) => each !== mark)
              .map((each) => (
                <Button
                  key={each}
                  size="sm"
                  isBusy={isBusy}
                  onClick={() =>
                    void run(
                      () => set({ name, mark: each }),
                      () => router.refresh(),
                    )
                  }
                >
                  {trust.mark[each]}
                </Button>
              ))}
          </span>
        ) : (
          <span className="text-subtle">{trust.only}</span>
        )}
      </div>
      {error === null ? null : (
        <div className="mt-2">
          <Banner tone="danger" role="alert">
            {error.message}
          </Banner>
        </div>
      )}
    </section>
  );
}
