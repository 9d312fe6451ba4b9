import "server-only";
import { fileSizeLimit } from "../../pki/files/recognise.ts";
import { Failure } from "../error-codes.ts";

/**
 * A file of a form as a command takes it. `name` stands beside the file in our forms, because a browser writes a quote
 * in the header of a part as %22; without it, the header's name counts.
 * @throws Failure `file.too-large`
 */
export async function readFormFile(
  file: File,
  name: FormDataEntryValue | null | undefined = null,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  if (file.size > fileSizeLimit) throw new Failure("file.too-large", { size: file.size, limit: fileSizeLimit });
  return { name: typeof name === "string" ? name : file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
