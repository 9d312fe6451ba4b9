"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ListSettings } from "@/lib/commands/ports/revocations.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { checkLineClass } from "../form/controls";
import { fieldPairClass } from "../form/layout";
import { TextField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { notify } from "../ui/notices";

export type SaveLists = (input: {
  authority: string;
  addresses: boolean;
  listDays: number | null;
  responderDays: number | null;
  deltas: boolean;
  partsAbove: number | null;
}) => Promise<ActionState<unknown>>;

interface ListSettingsDialogProps {
  /** Its file, or `sha256:<fingerprint>` of its certificate. */
  readonly authority: string;
  readonly name: string;
  readonly settings: ListSettings;
  readonly usual: { readonly listDays: number; readonly responderDays: number };
  readonly save: SaveLists;
  readonly onClose: () => void;
  readonly texts: UiTexts["addresses"];
  readonly common: Pick<UiTexts["common"], "unreachable" | "failed" | "close">;
}

/** A number in a field, null where it is left empty; NaN for what is none. */
const numberIn = (text: string): number | null => (text.trim() === "" ? null : Number(text));
const within = (value: number | null, most: number): boolean =>
  value === null || (Number.isInteger(value) && value >= 1 && value <= most);

/** How the lists of one authority are kept. */
export function ListSettingsDialog(props: ListSettingsDialogProps) {
  const { authority, name, settings, usual, save, onClose, texts, common } = props;
  const router = useRouter();
  const [addresses, setAddresses] = useState(settings.hasAddresses);
  const [deltas, setDeltas] = useState(settings.hasDeltas);
  const [listDays, setListDays] = useState(String(settings.listDays ?? ""));
  const [responderDays, setResponderDays] = useState(String(settings.responderDays ?? ""));
  const [partsAbove, setPartsAbove] = useState(String(settings.partsAbove ?? ""));
  const [isTried, setTried] = useState(false);
  const { isBusy, error, run } = useAction(common.unreachable);
  const wanted = {
    authority,
    addresses,
    deltas,
    listDays: numberIn(listDays),
    responderDays: numberIn(responderDays),
    partsAbove: numberIn(partsAbove),
  };
  const wrong = (value: number | null, most: number): string | undefined =>
    isTried && !within(value, most) ? fill(texts.outOfRange, { most }) : undefined;
  function submit(): void {
    setTried(true);
    if (!within(wanted.listDays, 366) || !within(wanted.responderDays, 366) || !within(wanted.partsAbove, 1e7)) return;
    void run(
      () => save(wanted),
      () => {
        notify({ text: fill(texts.keptSaved, { name }) });
        router.refresh();
        onClose();
      },
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={fill(texts.keptTitle, { name })}
      closeLabel={common.close}
      footer={
        <Button variant="primary" isBusy={isBusy} onClick={submit}>
          {texts.saveKept}
        </Button>
      }
      isWide
    >
      <div className="grid grid-cols-1 gap-4">
        {error === null ? null : (
          <Banner tone="danger" role="alert" title={common.failed}>
            {error.message}
          </Banner>
        )}
        <label className={checkLineClass}>
          <input
            type="checkbox"
            className="checkbox"
            checked={addresses}
            onChange={(event) => setAddresses(event.target.checked)}
          />
          <span>
            {texts.says}
            <small className="block text-xs text-subtle">{texts.saysHelp}</small>
          </span>
        </label>
        <div className={fieldPairClass}>
          <TextField
            id="list-days"
            label={texts.listDays}
            help={fill(texts.usualDays, { n: usual.listDays })}
            error={wrong(wanted.listDays, 366)}
            value={listDays}
            onChange={setListDays}
            inputMode="numeric"
          />
          <TextField
            id="responder-days"
            label={texts.responderDays}
            help={fill(texts.usualDays, { n: usual.responderDays })}
            error={wrong(wanted.responderDays, 366)}
            value={responderDays}
            onChange={setResponderDays}
            inputMode="numeric"
          />
        </div>
        <label className={checkLineClass}>
          <input
            type="checkbox"
            className="checkbox"
            checked={deltas}
            onChange={(event) => setDeltas(event.target.checked)}
          />
          <span>
            {texts.deltas}
            <small className="block text-xs text-subtle">{texts.deltasHelp}</small>
          </span>
        </label>
        <TextField
          id="parts-above"
          label={texts.partsAbove}
          help={texts.partsHelp}
          error={wrong(wanted.partsAbove, 1e7)}
          value={partsAbove}
          onChange={setPartsAbove}
          inputMode="numeric"
        />
      </div>
    </Dialog>
  );
}
