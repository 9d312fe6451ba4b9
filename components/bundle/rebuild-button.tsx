"use client";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";

export type RebuildBundle = (input: {
  bundle: string;
  confirm: true;
}) => Promise<ActionState<{ readonly fileName: string; readonly generation: number }>>;

interface RebuildButtonProps {
  readonly fileName: string;
  readonly rebuild: RebuildBundle;
  /** The services that change with it, as a sentence; null without any. */
  readonly changes: string | null;
  readonly texts: UiTexts["bundle"]["kept"];
  readonly unreachable: string;
  /** What the file holds afterwards, drawn on the server. */
  readonly children: ReactNode;
}

/** One click and one question: the file has readers. */
export function RebuildButton({ fileName, rebuild, changes, texts, unreachable, children }: RebuildButtonProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  async function act(): Promise<void> {
    setBusy(true);
    setError(undefined);
    const reply = await rebuild({ bundle: fileName, confirm: true }).catch(() => null);
    setBusy(false);
    if (reply?.ok !== true) return setError(reply === null ? unreachable : reply.error.message);
    setOpen(false);
    notify({ text: fill(texts.done, { name: fileName, n: reply.value.generation }) });
    router.refresh();
  }
  return (
    <>
      <Button
        variant="primary"
        icon={<RefreshCw className="i" aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {texts.rebuild}
      </Button>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={fill(texts.confirmTitle, { name: fileName })}
        keepLabel={texts.keep}
        actLabel={fill(texts.act, { name: fileName })}
        isBusy={isBusy}
        isFinal={false}
        onAct={() => void act()}
      >
        <p>{fill(texts.confirmText, { name: fileName })}</p>
        {changes === null ? null : <Banner tone="warn">{changes}</Banner>}
        <div className="confirm-chain">{children}</div>
        {error === undefined ? null : (
          <Banner tone="danger" role="alert">
            {error}
          </Banner>
        )}
      </Confirm>
    </>
  );
}
