"use client";
import { Search } from "lucide-react";
import { useState } from "react";
import { clsx } from "clsx";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { TextField } from "../form/text-field";
import { Button } from "../ui/button";
import { cardClass } from "../styles/card";

/** Asks for a serial number to be looked up in the revocation list that is shown. */
export function SerialLookup({
  texts,
  value,
  isBusy = false,
  onAsk,
}: {
  readonly texts: UiTexts["inspect"];
  readonly value: string;
  readonly isBusy?: boolean;
  readonly onAsk: (serial: string) => void;
}) {
  const [serial, setSerial] = useState(value);
  return (
    <form
      className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-4")}
      onSubmit={(event) => {
        event.preventDefault();
        if (serial.trim() !== "") onAsk(serial.trim());
      }}
    >
      <TextField
        id="lookup-serial"
        label={texts.lookUp}
        help={texts.lookUpHelp}
        value={serial}
        maxLength={200}
        isMono
        onChange={setSerial}
      />
      <div>
        <Button type="submit" icon={<Search aria-hidden />} isBusy={isBusy}>
          {texts.lookUpAct}
        </Button>
      </div>
    </form>
  );
}
