"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../../ui/button";
import type { AdoptStored, BulkAction, Offered } from "./bulk-dialog";

const BulkDialog = dynamic(() => import("./bulk-dialog").then((module) => module.BulkDialog), { ssr: false });
const AdoptDialog = dynamic(() => import("./bulk-dialog").then((module) => module.AdoptDialog), { ssr: false });

interface BulkActsProps {
  readonly service: string;
  /** How many requests are to be made, and to be signed. */
  readonly toMake: number;
  readonly toSign: number;
  readonly offered: readonly Offered[];
  readonly make: BulkAction;
  /** Null: this person may not. */
  readonly sign: BulkAction | null;
  readonly adopt: AdoptStored;
  readonly texts: UiTexts["servicePage"]["bulk"];
  readonly unreachable: string;
  readonly locale: Locale;
}

/** What a service lacks, done in one go: chosen from what is stored, made, signed. */
export function BulkActs({ toMake, toSign, offered, make, sign, adopt, ...shared }: BulkActsProps) {
  const { texts, locale } = shared;
  const [open, setOpen] = useState<"use" | "make" | "sign" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      {offered.length === 0 ? null : (
        <Button size="sm" onClick={() => setOpen("use")}>
          {count(locale, texts.use, offered.length)}
        </Button>
      )}
      {toMake === 0 ? null : (
        <Button size="sm" onClick={() => setOpen("make")}>
          {count(locale, texts.make, toMake)}
        </Button>
      )}
      {toSign === 0 || sign === null ? null : (
        <Button size="sm" onClick={() => setOpen("sign")}>
          {count(locale, texts.sign, toSign)}
        </Button>
      )}
      {open === "use" ? <AdoptDialog offered={offered} adopt={adopt} {...shared} onClose={close} /> : null}
      {open === "make" ? <BulkDialog kind="make" act={make} {...shared} onClose={close} /> : null}
      {open === "sign" && sign !== null ? <BulkDialog kind="sign" act={sign} {...shared} onClose={close} /> : null}
    </>
  );
}
