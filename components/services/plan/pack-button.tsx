"use client";
import { Package } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../../ui/button";

const PackDialog = dynamic(() => import("../../rehearsal/pack-dialog").then((module) => module.PackDialog), {
  ssr: false,
});

interface PackButtonProps {
  readonly service: string;
  readonly target: string;
  readonly isPrimary: boolean;
  readonly hasPkcs12: boolean;
  readonly missing: number;
  readonly mayTakeKeys: boolean;
  readonly mayTakeClearKeys: boolean;
  readonly texts: {
    readonly text: UiTexts["rehearsal"]["pack"];
    readonly show: string;
    readonly close: string;
    readonly unreachable: string;
  };
  readonly locale: Locale;
}

/** Everything of the service in one archive, named after it. */
export function PackButton({ service, target, isPrimary, ...dialog }: PackButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={isPrimary ? "primary" : "plain"}
        icon={<Package aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {dialog.texts.text.act}
      </Button>
      {isOpen ? <PackDialog question={{ service, target }} {...dialog} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
