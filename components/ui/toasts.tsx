"use client";
import { Toaster, toast } from "sonner";
import type { Notice } from "./notices";

export function show({ text, tone = "ok" }: Notice): void {
  if (tone === "danger") toast.error(text, { duration: 10_000 });
  else toast.success(text);
}

export function Toasts() {
  return <Toaster position="bottom-right" closeButton={false} visibleToasts={4} toastOptions={{ className: "toast" }} />;
}
