"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import type { Reply } from "../form/action-state";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";

interface ServiceActionsProps {
  readonly name: string;
  readonly remove: ((input: { service: string; confirm: true }) => Promise<Reply<unknown>>) | null;
  readonly mayEdit: boolean;
  readonly words: UiWords["services"]["page"];
  readonly unreachable: string;
}

export function ServiceActions({ name, remove, mayEdit, words, unreachable }: ServiceActionsProps) {
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
    notify({ text: fill(words.removed, { name }) });
    router.push("/services");
  }
  return (
    <>
      {mayEdit ? <LinkButton href={`/services/${encodeURIComponent(name)}/edit`}>{words.edit}</LinkButton> : null}
      {remove === null ? null : (
        <>
          <Button variant="danger" onClick={() => setAsking(true)}>
            {words.remove}
          </Button>
          <Confirm
            isOpen={isAsking}
            onClose={() => setAsking(false)}
            title={fill(words.removeTitle, { name })}
            keepLabel={words.keep}
            actLabel={words.remove}
            isBusy={isBusy}
            onAct={() => void act()}
          >
            <p>{words.removeText}</p>
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
