"use client";
import type { ExportReceipt } from "@/lib/commands/parts/export/receipt.ts";

/** As JSON carries it: times are words. */
export type ShownReceipt = Jsoned<ExportReceipt>;
type Jsoned<T> = T extends Date ? string : T extends object ? { readonly [K in keyof T]: Jsoned<T[K]> } : T;

export type Fetched =
  | { readonly ok: true; readonly fileName: string; readonly receipt?: ShownReceipt }
  | { readonly ok: false; readonly message: string };

interface WithReceipt {
  readonly value: {
    readonly fileName: string;
    readonly mediaType: string;
    readonly bytes: string;
    readonly receipt: ShownReceipt;
  };
}

/** Asks for a file by a form (a passphrase never stands in an address) and hands it to the browser to keep. */
export async function fetchFile(
  fields: Readonly<Record<string, string>>,
  unreachable: string,
  path = "/download",
): Promise<Fetched> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  try {
    const response = await fetch(path, { method: "POST", body: form });
    if (!response.ok) {
      const body = (await response.json()) as { error?: { message?: string } };
      return { ok: false, message: body.error?.message ?? unreachable };
    }
    if (fields["receipt"] !== undefined) return keepWithReceipt((await response.json()) as WithReceipt);
    const fileName = await nameOf(response.headers.get("content-disposition") ?? "");
    saveFile(await response.blob(), fileName);
    return { ok: true, fileName };
  } catch {
    return { ok: false, message: unreachable };
  }
}

function keepWithReceipt({ value: { fileName, mediaType, bytes, receipt } }: WithReceipt): Fetched {
  const octets = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  saveFile(new Blob([octets], { type: mediaType }), fileName);
  return { ok: true, fileName, receipt };
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
