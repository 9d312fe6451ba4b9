import { zipSync } from "fflate";
import { Failure } from "../../error-codes.ts";
import type { Context } from "../../command.ts";
import { type ExportChoice, wishOf } from "./formats.ts";
import { chainOf, chainPem, type Identity, requirePair } from "./identity.ts";
import { exportKey } from "./secret.ts";
import type { FileContent } from "../../ports/files.ts";

/**
 * Key and chain as a service wants them. nginx (`ssl_certificate` and `ssl_certificate_key` may name one file) and
 * HAProxy (`crt`) take one PEM: the certificate, its intermediates, the key; a root is not sent. Cisco Meeting Server
 * reads key and chain from two files and the key only in clear, so it gets both in a zip, the root included.
 */
export async function keyAndChain(context: Context, identity: Identity, choice: ExportChoice): Promise<FileContent> {
  const { certificate } = requirePair(identity);
  const service = choice.service ?? "nginx";
  const chain = chainPem(await chainOf(context, certificate, wishOf(choice, service === "cms")));
  if (service === "cms") {
    if (choice.unencrypted !== true) throw new Failure("export.only-in-clear", { format: "key-and-chain-pem" });
    const files = {
      [`${identity.name}.key`]: await exportKey(context, identity, choice),
      [`${identity.name}-fullchain.crt`]: new TextEncoder().encode(chain),
    };
    return {
      fileName: `${identity.name}-cms.zip`,
      mediaType: "application/zip",
      bytes: zipSync(files, { level: 6, mtime: context.clock.now() }),
    };
  }
  const key = new TextDecoder().decode(await exportKey(context, identity, choice));
  return {
    fileName: `${identity.name}-${service}.pem`,
    mediaType: "application/x-pem-file",
    bytes: new TextEncoder().encode(chain + key),
  };
}
