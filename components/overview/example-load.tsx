"use client";
import { FlaskConical } from "lucide-react";
import { useRouter } from "next/navigation";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";

export type LoadExample = (input: {
  example: "services";
}) => Promise<ActionState<{ readonly names: number; readonly services: number; readonly people: number }>>;

interface ExampleLoadProps {
  readonly load: LoadExample;
  readonly texts: { readonly load: string; readonly loaded: string };
  readonly unreachable: string;
}

/** One click, and there is something to look at. */
export function ExampleLoad({ load, texts, unreachable }: ExampleLoadProps) {
  const router = useRouter();
  const { isBusy, error, run } = useAction(unreachable);
  return (
    <>
      <Button
        variant="primary"
        icon={<FlaskConical aria-hidden />}
        isBusy={isBusy}
        onClick={() =>
          void run(
            () => load({ example: "services" }),
            ({ names, services, people }) => {
              notify({ text: fill(texts.loaded, { names, services, people }) });
              document.getElementById("main")?.focus();
              router.refresh();
            },
          )
        }
      >
        {texts.load}
      </Button>
      {error === null ? null : (
        <p className="mt-2 text-sm text-danger" role="alert">
          {error.message}
        </p>
      )}
    </>
  );
}
