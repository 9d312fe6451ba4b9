"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { Banner } from "../ui/banner";
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
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  async function act(): Promise<void> {
    if (remove === null) return;
    setBusy(true);
    const reply = await remove({ service: name, confirm: true }).catch(() => null);
    setBusy(false);
    if (reply?.ok !== true) return setError(reply === null ? unreachable : reply.error.message);
    notify({ text: fill(texts.removed, { name }) });
    router.push("/services");
  }
  return (
    <>
      {mayEdit ? <LinkButton href={`/services/${encodeURIComponent(name)}/edit`}>{texts.edit}</LinkButton> : null}
      {remove === null ? null : (
        <>
          <Button variant="danger" onClick={() => setAsking(true)}>
            {texts.remove}
          </Button>
          <Confirm
            isOpen={isAsking}
            onClose={() => setAsking(false)}
            title={fill(texts.removeTitle, { name })}
            keepLabel={texts.keep}
            actLabel={texts.remove}
            isBusy={isBusy}
            onAct={() => void act()}
          >
            <p>{texts.removeText}</p>
            {error === undefined ? null : (
              <Banner tone="danger" role="alert">
                {error}
              </Banner>
            )}
          </Confirm>
        </>
      )}
    </>
  );
}
