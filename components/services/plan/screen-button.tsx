"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import { Button } from "../../ui/button";
import type { ScreenDialogProps } from "./screen-dialog";

const ScreenDialog = dynamic(() => import("./screen-dialog").then((module) => module.ScreenDialog), { ssr: false });

/** Below the steps of a machine: what it prints is compared with them. */
export function ScreenButton(props: Omit<ScreenDialogProps, "onClose">) {
  const [isOpen, setOpen] = useState(false);
  const { texts, machine } = props;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3 rounded-card border border-dashed px-4 py-3 text-sm text-muted print:hidden">
      <span className="min-w-0 flex-1 basis-60">{fill(texts.offer, { node: machine })}</span>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {texts.open}
      </Button>
      {isOpen ? <ScreenDialog {...props} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
