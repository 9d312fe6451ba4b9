"use client";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";

interface ReleaseButtonProps {
  readonly certificate: string;
  readonly release: (input: Readonly<Record<string, unknown>>) => Promise<ActionState<unknown>>;
  readonly label: string;
  readonly done: string;
  readonly unreachable: string;
}

export function ReleaseButton({ certificate, release, label, done, unreachable }: ReleaseButtonProps) {
  const router = useRouter();
  const { isBusy, error, run } = useAction(unreachable);
  const act = () =>
    run(
      () => release({ certificate }),
      () => {
        notify({ text: done });
        router.refresh();
      },
      (opening) => release({ certificate, ...opening }),
    );
  return (
    <span className="grid justify-items-end gap-1">
      <Button size="sm" icon={<Undo2 aria-hidden />} isBusy={isBusy} onClick={() => void act()}>
        {label}
      </Button>
      {error === null ? null : (
        <span className="text-sm text-danger" role="alert">
          {error.message}
        </span>
      )}
    </span>
  );
}
