"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const Toasts = dynamic(() => import("./toasts").then((module) => module.Toasts), { ssr: false });

export interface Notice {
  readonly text: string;
  readonly tone?: "ok" | "danger";
}

const asked = new EventTarget();

/** Says in a corner, and to a screen reader, what was done. */
export function notify(notice: Notice): void {
  asked.dispatchEvent(new CustomEvent("notice", { detail: notice }));
}

/** The corner itself: sonner is loaded with the first notice. */
export function Notices() {
  const [first, setFirst] = useState<Notice | null>(null);
  useEffect(() => {
    function onNotice(event: Event): void {
      const notice = (event as CustomEvent<Notice>).detail;
      setFirst((known) => known ?? notice);
      void import("./toasts").then((module) => module.show(notice));
    }
    asked.addEventListener("notice", onNotice);
    return () => asked.removeEventListener("notice", onNotice);
  }, []);
  return first === null ? null : <Toasts />;
}
