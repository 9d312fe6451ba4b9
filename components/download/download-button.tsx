"use client";
import { Download } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "../ui/button";
import type { DownloadDialogProps } from "./download-dialog";

const DownloadDialog = dynamic(() => import("./download-dialog").then((module) => module.DownloadDialog), {
  ssr: false,
});

export function DownloadButton(props: Omit<DownloadDialogProps, "onClose">) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<Download aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {props.texts.title}
      </Button>
      {isOpen ? <DownloadDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
