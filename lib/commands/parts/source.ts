import { Failure } from "../../pki/failure.ts";

/** What was pasted or sent, as octets. Buffer, because `atob` and a loop take seconds for 20 MB. @throws Failure `file.empty` */
export function readSource(source: { readonly text?: string; readonly base64?: string }): Uint8Array {
  const bytes =
    source.text !== undefined ? new TextEncoder().encode(source.text) : Buffer.from(source.base64 ?? "", "base64");
  if (bytes.length === 0) throw new Failure("file.empty", { fileName: "" });
  return bytes;
}
