"use client";
import { CircleCheck, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";

interface RenewedHeadProps {
  readonly name: string;
  readonly made: number;
  readonly before: number;
  readonly sentence: string;
  readonly restore:
    ((input: { name: string; generation: number; confirm: true }) => Promise<ActionState<unknown>>) | null;
  readonly texts: UiTexts["renew"];
  readonly unreachable: string;
}

/** What was made, in focus; the way back beside it. */
export function RenewedHead({ name, made, before, sentence, restore, texts, unreachable }: RenewedHeadProps) {
  const router = useRouter();
  const title = useRef<HTMLHeadingElement>(null);
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction(unreachable);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="mb-5 flex items-start gap-4 max-md:flex-wrap">
      <span className="grid size-10 flex-none place-items-center rounded-full border border-ok-line bg-ok-soft text-ok-mark">
        <CircleCheck className="size-5" aria-hidden />
      </span>
      <div className="min-w-0 grow">
        <h1 className="text-page outline-none" tabIndex={-1} ref={title}>
          {fill(texts.doneTitle, { name, n: made })}
        </h1>
        <p className="mt-0.5 max-w-[76ch] text-muted">{sentence}</p>
      </div>
      {restore === null || made === before ? null : (
        <Button variant="ghost" icon={<Undo2 aria-hidden />} onClick={() => ask(true)}>
          {texts.undo}
        </Button>
      )}
      {restore === null ? null : (
        <Confirm
          isOpen={asked !== null}
          isFinal={false}
          onClose={close}
          title={fill(texts.undoTitle, { n: before })}
          keepLabel={fill(texts.keep, { n: made })}
          actLabel={texts.undo}
          isBusy={isBusy}
          error={error}
          onAct={() =>
            act(
              () => restore({ name, generation: before, confirm: true }),
              () => {
                notify({ text: fill(texts.undone, { n: before }) });
                router.push(`/files/${encodeURIComponent(name)}`);
              },
            )
          }
        >
          <p>{fill(texts.undoText, { made })}</p>
        </Confirm>
      )}
    </div>
  );
}
