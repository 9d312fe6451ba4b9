"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { Button } from "../ui/button";
import { notify } from "../ui/notices";

const Menu = dynamic(() => import("../ui/action-menu").then((module) => module.ActionMenu), { ssr: false });
const Confirm = dynamic(() => import("../ui/confirm").then((module) => module.Confirm), { ssr: false });

interface ServiceActionsProps {
  readonly name: string;
  /** Null: this person may not. */
  readonly remove: ((input: { service: string; confirm: true }) => Promise<ActionState<unknown>>) | null;
  readonly mayEdit: boolean;
  readonly texts: UiTexts["services"]["page"];
  readonly label: string;
  readonly unreachable: string;
}

/** What is rarely done to a service: its names are taken away as a table, its description is changed, or it is forgotten. */
export function ServiceActions({ name, remove, mayEdit, texts, label, unreachable }: ServiceActionsProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction(unreachable);
  const items = [
    {
      label: texts.csv,
      // A download, not a page: the router would look for one.
      // eslint-disable-next-line @next/next/no-location-assign-relative-destination
      onSelect: () => location.assign(`/download/inventory?service=${encodeURIComponent(name)}`),
    },
    ...(mayEdit
      ? [{ label: texts.edit, onSelect: () => router.push(`/services/${encodeURIComponent(name)}/edit`) }]
      : []),
    ...(remove === null ? [] : [{ label: texts.remove, isDanger: true, onSelect: () => ask(true) }]),
  ];
  return (
    <>
      {isOpen ? (
        <Menu label={label} items={items} onClose={() => setOpen(false)} />
      ) : (
        <Button
          isIcon
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={false}
          onClick={() => setOpen(true)}
          icon={<Ellipsis aria-hidden />}
        />
      )}
      {remove === null || asked === null ? null : (
        <Confirm
          isOpen
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
      )}
    </>
  );
}
