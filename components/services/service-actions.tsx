"use client";
import { useRouter } from "next/navigation";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { Button, LinkButton } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";

interface ServiceActionsProps {
  readonly name: string;
  readonly remove: ((input: { service: string; confirm: true }) => Promise<ActionState<unknown>>) | null;
  readonly mayEdit: boolean;
  readonly texts: UiTexts["services"]["page"];
  readonly unreachable: string;
}

export function ServiceActions({ name, remove, mayEdit, texts, unreachable }: ServiceActionsProps) {
  const router = useRouter();
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction(unreachable);
  return (
    <>
      {mayEdit ? <LinkButton href={`/services/${encodeURIComponent(name)}/edit`}>{texts.edit}</LinkButton> : null}
      {remove === null ? null : (
        <>
          <Button variant="danger" onClick={() => ask(true)}>
            {texts.remove}
          </Button>
          <Confirm
            isOpen={asked !== null}
            onClose={close}
            title={fill(texts.removeTitle, { name })}
            keepLabel={texts.keep}
            actLabel={texts.remove}
            isBusy={isBusy}
            error={error}
            onAct={() =>
              act(
                () => remove({ service: name, confirm: true }),
                () => {
                  notify({ text: fill(texts.removed, { name }) });
                  router.push("/services");
                },
              )
            }
          >
            <p>{texts.removeText}</p>
          </Confirm>
        </>
      )}
    </>
  );
}
