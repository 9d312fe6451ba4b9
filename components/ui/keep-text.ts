"use client";
import { keepFile } from "./save-file";

/** Hands a text to the browser to keep as a file; it goes nowhere else. */
export function keepText(text: string, fileName: string, mediaType = "text/csv;charset=utf-8"): void {
  keepFile(new Blob([text], { type: mediaType }), fileName);
}
