"use client";
import { useEffect, useRef, useState } from "react";

/** A file dropped anywhere on the page; true while one is held over it. */
export function useDroppedFiles(take: (file: File) => void): boolean {
  const latest = useRef(take);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    function onOver(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    }
    function onLeave(event: DragEvent): void {
      if (event.relatedTarget === null) setOver(false);
    }
    function onDrop(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      for (const file of event.dataTransfer?.files ?? []) latest.current(file);
    }
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  return isOver;
}

/** The text of a file as it is when it is PEM, else its octets in base64: both are what the commands read as text. */
export async function textOfFile(file: File): Promise<string> {
  const octets = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder("utf-8").decode(octets);
  if (text.includes("-----BEGIN ")) return text;
  let binary = "";
  for (let at = 0; at < octets.length; at += 0x8000) binary += String.fromCharCode(...octets.subarray(at, at + 0x8000));
  return btoa(binary);
}
