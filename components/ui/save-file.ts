"use client";
import type { ActionState } from "../form/action-state";
import type { ExportReceipt } from "@/lib/commands/parts/export/receipt.ts";

/** As JSON carries it: times are words. */
export type ShownReceipt = Jsoned<ExportReceipt>;
type Jsoned<T> = T extends Date ? string : T extends object ? { readonly [K in keyof T]: Jsoned<T[K]> } : T;

export interface SavedFile {
  readonly fileName: string;
  readonly receipt?: ShownReceipt;
}

interface WithReceipt {
  readonly value: {
    readonly fileName: string;
    readonly mediaType: string;
    readonly bytes: string;
    readonly receipt: ShownReceipt;
  };
}

/**
 * Posts a form for a file (a passphrase never stands in an address) and hands the file to the browser to save.
 * Rejects when the console does not answer, as a server action does.
 */
export async function fetchFile(
  fields: Readonly<Record<string, string>>,
  path = "/download",
): Promise<ActionState<SavedFile>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = await fetch(path, { method: "POST", body: form });
  if (!response.ok) {
    const { error } = (await response.json()) as { error: { code: string; params?: object; message: string } };
    return { ok: false, error: { ...error, params: error.params ?? {} } };
  }
  if (fields["receipt"] !== undefined)
    return { ok: true, value: saveWithReceipt((await response.json()) as WithReceipt) };
  const fileName = await nameOf(response.headers.get("content-disposition") ?? "");
  saveFile(await response.blob(), fileName);
  return { ok: true, value: { fileName } };
}

function saveWithReceipt({ value: { fileName, mediaType, bytes, receipt } }: WithReceipt): SavedFile {
  saveFile(
    new Blob([Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))], { type: mediaType }),
    fileName,
  );
  return { fileName, receipt };
}

async function nameOf(disposition: string): Promise<string> {
  const { parse } = await import("content-disposition");
  return parse(disposition).parameters["filename"] ?? "download";
}

/** Hands a file to the browser to keep. */
export function saveFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 30_000);
}

/** Hands a text to the browser to keep as a file; it goes nowhere else. */
export function saveText(text: string, fileName: string, mediaType = "text/csv;charset=utf-8"): void {
  saveFile(new Blob([text], { type: mediaType }), fileName);
}
