"use client";
import { useEffect, useRef, useState } from "react";
import { carriesFiles, filesOfDrop } from "./dropped-files";

interface Options {
  /** Listens only while true; one listener of a page at a time. */
  readonly isOn?: boolean;
  /** The name of the file that a dropped text becomes. */
  readonly textName?: string;
}

/**
 * Calls `take` with the files, folders or text dropped anywhere on the page; returns true while something is held over
 * it.
 */
export function useDroppedFiles(
  take: (files: readonly File[]) => void,
  { isOn = true, textName = "pasted.pem" }: Options = {},
): boolean {
  const latest = useRef(take);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (!isOn) return;
    /**
     * The element under the pointer: `dragenter` of the next one comes before `dragleave` of the last, so no count
     * drifts.
     */
    let under: EventTarget | null = null;
    /** A selection or a link of this very page is being dragged. */
    let isOwn = false;
    const concerns = (event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } =>
      !isOwn &&
      !event.defaultPrevented &&
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
      const isOurs = concerns(event);
      // Without this the browser would open the file in place of the page.
      if (isOurs) event.preventDefault();
      setOver(isOurs);
    }
    function onLeave(event: DragEvent): void {
      if (event.target === under || event.relatedTarget === null) setOver(false);
    }
    async function onDrop(event: DragEvent): Promise<void> {
      setOver(false);
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
      setOver(false);
    };
  }, [isOn, textName]);
  return isOver;
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
