"use client";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { FormDone } from "../form/form-done";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { Button, LinkButton } from "../ui/button";
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
  /** Of the link to what was renewed. */
  readonly openWord: string;
  readonly unreachable: string;
}

/** What was made, in focus; the way back and the way on beside it. */
export function RenewedHead({ name, made, before, sentence, restore, texts, openWord, unreachable }: RenewedHeadProps) {
  const router = useRouter();
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction(unreachable);
  const href = `/files/${encodeURIComponent(name)}`;
  return (
    <>
      <FormDone
        title={fill(texts.doneTitle, { name, n: made })}
        actions={
          <>
            {restore === null || made === before ? null : (
              <Button variant="ghost" icon={<Undo2 aria-hidden />} onClick={() => ask(true)}>
                {texts.undo}
              </Button>
            )}
            <LinkButton href={href}>{openWord}</LinkButton>
          </>
        }
      >
        {sentence}
      </FormDone>
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
                router.push(href);
              },
            )
          }
        >
          <p>{fill(texts.undoText, { made })}</p>
        </Confirm>
      )}
    </>
  );
}
