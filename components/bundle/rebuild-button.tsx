"use client";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { notify } from "../ui/notices";

export type RebuildBundle = (input: {
  bundle: string;
  root?: string;
  confirm: true;
}) => Promise<ActionState<{ readonly fileName: string; readonly generation: number }>>;

interface RebuildButtonProps {
  readonly fileName: string;
  readonly rebuild: RebuildBundle;
  /** Another root than the file leads to now, and its name. */
  readonly towards?: { readonly choice: string; readonly name: string };
  /** The services that change with it, as a sentence; null without any. */
  readonly changes: string | null;
  readonly texts: UiTexts["bundle"]["kept"];
  readonly unreachable: string;
  /** The contents of the file afterwards, drawn on the server. */
  readonly children: ReactNode;
}

/** One click and one question: the file has readers. */
export function RebuildButton({
  fileName,
  rebuild,
  towards,
  changes,
  texts,
  unreachable,
  children,
}: RebuildButtonProps) {
  const router = useRouter();
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction(unreachable);
  return (
    <>
      <Button
        {...(towards === undefined ? { variant: "primary" } : { size: "sm" })}
        icon={<RefreshCw aria-hidden />}
        aria-haspopup="dialog"
        aria-label={towards === undefined ? undefined : fill(texts.towards, { root: towards.name })}
        onClick={() => ask(true)}
      >
        {texts.rebuild}
      </Button>
      <Confirm
        isOpen={asked !== null}
        onClose={close}
        title={fill(texts.confirmTitle, { name: fileName })}
        keepLabel={texts.keep}
        actLabel={fill(texts.act, { name: fileName })}
        isBusy={isBusy}
        isFinal={false}
        error={error}
        onAct={() =>
          act(
            () =>
              rebuild({
                bundle: fileName,
                ...(towards === undefined ? {} : { root: towards.choice }),
                confirm: true,
              }),
            ({ generation }) => {
              notify({ text: fill(texts.done, { name: fileName, n: generation }) });
              router.refresh();
            },
          )
        }
      >
        <p>{fill(texts.confirmText, { name: fileName })}</p>
        {changes === null ? null : <Banner tone="warn">{changes}</Banner>}
        <div className="max-h-[40vh] overflow-y-auto text-ink">{children}</div>
      </Confirm>
    </>
  );
}
