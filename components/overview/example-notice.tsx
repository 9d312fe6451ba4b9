"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { RemovedExample } from "@/lib/commands/ports/example.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";

export type RemoveExample = (input: { confirm: true }) => Promise<ActionState<RemovedExample>>;

interface ExampleNoticeProps {
  /** Null: this person may not. */
  readonly remove: RemoveExample | null;
  /** There is something beside the example. */
  readonly isMixed: boolean;
  readonly texts: UiTexts["overview"]["example"];
  readonly unreachable: string;
}

/** Says that an example is here, and takes it away with one click; what had to stay is named with what needs it. */
export function ExampleNotice({ remove, isMixed, texts, unreachable }: ExampleNoticeProps) {
  const router = useRouter();
  const [kept, setKept] = useState<RemovedExample["kept"]>([]);
  const { isBusy, error, run } = useAction(unreachable);
  const removeAll = (act: RemoveExample) =>
    void run(
      () => act({ confirm: true }),
      (removed) => {
        setKept(removed.kept);
        notify({
          text: fill(texts.removed, { names: removed.names.length, services: removed.services.length }),
        });
        document.getElementById("main")?.focus();
        router.refresh();
      },
    );
  return (
    <div className="mb-6">
      <Banner
        title={kept.length > 0 ? texts.kept : isMixed ? texts.mixed : texts.title}
        role={kept.length > 0 ? "status" : undefined}
        actions={
          remove === null ? undefined : (
            <Button isBusy={isBusy} onClick={() => removeAll(remove)}>
              {texts.remove}
            </Button>
          )
        }
      >
        {kept.length === 0 ? (
          texts.text
        ) : (
          <>
            {texts.keptText}
            <ul>
              {kept.map(({ name, neededBy }) => (
                <li key={name}>
                  {neededBy.length === 0
                    ? fill(texts.above, { name })
                    : fill(texts.neededBy, { name, by: neededBy.map((each) => each.name).join(", ") })}
                </li>
              ))}
            </ul>
          </>
        )}
        {error === null ? null : (
          <p className="text-danger" role="alert">
            {error.message}
          </p>
        )}
      </Banner>
    </div>
  );
}
