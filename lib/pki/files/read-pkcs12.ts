import { Failure } from "../failure.ts";
import { recogniseFile } from "./recognise.ts";
import { type Pkcs12Content, readPkcs12Der } from "../pkcs12/pkcs12.ts";

/**
 * Opens a PKCS#12 file (DER, BER or PEM).
 * @throws Failure `pkcs12.wrong-passphrase` (the MAC says no), `pkcs12.damaged`, `pkcs12.unsupported`,
 *   `encryption.too-costly`, `file.unrecognised` when it is something else.
 */
export async function readPkcs12(bytes: Uint8Array, passphrase: string): Promise<Pkcs12Content> {
  const element = recogniseFile(bytes).elements.find(({ kind }) => kind === "pkcs12");
  if (element === undefined)
    throw new Failure("file.unrecognised", { size: bytes.length, recognised: "", label: "", offset: 0 });
  return readPkcs12Der(element.bytes, passphrase);
}
