"use client";
import { useEffect, useRef, useState } from "react";
import { carriesFiles, filesOfDrop, heldFiles } from "./dropped-files";

interface Options {
  readonly isOn?: boolean;
  /** Takes only what no other listener of the page would take. */
  readonly isLast?: boolean;
  /** The name of the file that a dropped text becomes. */
  readonly textName?: string;
}

/** What is held over the page: how many files, null where the browser does not say or it is a text. */
export interface Held {
  readonly files: number | null;
}

/** Who listens, the one that takes a drop at the end: a dialog comes after the page that it covers. */
const listening: symbol[] = [];

/**
 * Calls `take` with the files, folders or text dropped anywhere on the page, each drop for one listener alone; returns
 * what is held over the page, null while that is nothing, or nothing for this listener.
 */
export function useDroppedFiles(
  take: (files: readonly File[]) => void,
  { isOn = true, isLast = false, textName = "pasted.pem" }: Options = {},
): Held | null {
  const latest = useRef(take);
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (!isOn) return;
    const self = Symbol();
    if (isLast) listening.unshift(self);
    else listening.push(self);
    /**
     * The element under the pointer: `dragenter` of the next one comes before `dragleave` of the last, so no count
     * drifts.
     */
    let under: EventTarget | null = null;
    /** A selection or a link of this very page is being dragged. */
    let isOwn = false;
    const concerns = (event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } =>
      !isOwn &&
      listening.at(-1) === self &&
      event.dataTransfer !== null &&
      carriesFiles(event.dataTransfer) &&
      (event.dataTransfer.types.includes("Files") || !isEditable(event.target));
    function onStart(): void {
      isOwn = true;
    }
    function onEnd(): void {
      isOwn = false;
    }
    function onOver(event: DragEvent): void {
      if (event.type === "dragenter") under = event.target;
      if (!concerns(event)) return setHeld(null);
      // A drop is offered to a page only that says so.
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      const files = heldFiles(event.dataTransfer);
      // `dragover` comes every few milliseconds: what stays the same is not drawn again.
      setHeld((known) => (known !== null && known.files === files ? known : { files }));
    }
    function onLeave(event: DragEvent): void {
      if (event.target === under || event.relatedTarget === null) setHeld(null);
    }
    async function onDrop(event: DragEvent): Promise<void> {
      setHeld(null);
      if (!concerns(event)) return;
      event.preventDefault();
      const dropped = filesOfDrop(event.dataTransfer, textName);
      // A folder that cannot be read gives nothing, like an empty one.
      const files = dropped instanceof Promise ? await dropped.catch(() => []) : dropped;
      if (files.length > 0) latest.current(files);
    }
    const dropped = (event: DragEvent): void => void onDrop(event);
    const listeners = {
      dragstart: onStart,
      dragend: onEnd,
      dragenter: onOver,
      dragover: onOver,
      dragleave: onLeave,
      drop: dropped,
    };
    const names = Object.keys(listeners) as (keyof typeof listeners)[];
    for (const name of names) window.addEventListener(name, listeners[name]);
    return () => {
      for (const name of names) window.removeEventListener(name, listeners[name]);
      listening.splice(listening.indexOf(self), 1);
      setHeld(null);
    };
  }, [isOn, isLast, textName]);
  return held;
}

/** True for a field that takes a dropped text by itself. */
function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;
}

/** Reads a file as text when it holds PEM, else as its bytes in base64: the commands read both as text. */
export async function textOfFile(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder("utf-8").decode(bytes);
  if (text.includes("-----BEGIN ")) return text;
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}
