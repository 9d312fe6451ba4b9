import { useEffect, useState } from "react";

type Copying = "idle" | "copied" | "refused";

/** Puts text into the clipboard, and says for two seconds that it is there; a refusal stays until the next try. */
export function useCopy(): { readonly state: Copying; readonly copy: (text: string) => void } {
  const [state, setState] = useState<Copying>("idle");
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (text: string): void =>
    void write(text).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  return { state, copy };
}

/** A page that came over plain http has no clipboard of its own, but for the copy of what is selected. */
async function write(text: string): Promise<void> {
  // The types know secure pages alone.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) return clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  const before = document.activeElement;
  // A dialog keeps the focus inside of it.
  (before?.closest("[role=dialog]") ?? document.body).append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!isCopied) throw new Error("not copied");
}
