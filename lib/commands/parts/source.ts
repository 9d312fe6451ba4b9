import { Failure } from "../../pki/error.ts";

/** What was pasted or sent, as octets. @throws Failure `file.empty` */
export function readSource(source: { readonly text?: string; readonly base64?: string }): Uint8Array {
  const bytes = source.text !== undefined ? new TextEncoder().encode(source.text) : Uint8Array.from(atob(source.base64 ?? ""), (octet) => octet.charCodeAt(0));
  if (bytes.length === 0) throw new Failure("file.empty", { fileName: "" });
  return bytes;
}
