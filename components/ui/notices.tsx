"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { Shown, Notice } from "./toasts";

const Toasts = dynamic(() => import("./toasts").then((module) => module.Toasts), { ssr: false });

const asked = new EventTarget();

/** Says in a corner, and to a screen reader, what was done. */
export function notify(notice: Notice): void {
  asked.dispatchEvent(new CustomEvent("notice", { detail: notice }));
}

declare global {
  interface Window {
    __webpack_nonce__?: string;
  }
}

/** The corner itself is loaded with the first notice. */
export function Notices({ label }: { readonly label: string }) {
  const [notices, setNotices] = useState<readonly Shown[]>([]);
  useEffect(() => {
    // Dialogs stop the page behind them from scrolling by a <style>; the content policy takes it with the page's nonce
    // only.
    window.__webpack_nonce__ = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
    let next = 0;
    function onNotice(event: Event): void {
      const notice = (event as CustomEvent<Notice>).detail;
      setNotices((known) => [...known.slice(-3), { ...notice, id: next++ }]);
    }
    asked.addEventListener("notice", onNotice);
    return () => asked.removeEventListener("notice", onNotice);
  }, []);
  if (notices.length === 0) return null;
  return (
    <Toasts
      notices={notices}
      label={label}
      onGone={(id) => setNotices((known) => known.filter((notice) => notice.id !== id))}
    />
  );
}
