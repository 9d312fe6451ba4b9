import type { Certificate } from "../../../pki/x509/certificate.ts";
import { writeJwk } from "../../../pki/files/jwk.ts";
import { sshPublicKey } from "../../../pki/ssh/openssh.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import { writePkcs7 } from "../../../pki/files/pkcs7.ts";
import type { Context } from "../../command.ts";
import type { ExportedPkcs12 } from "../../ports/vault.ts";
import { fileContent } from "../content.ts";
import { type ExportChoice, hasChain, wishOf } from "./formats.ts";
import {
  chainOf,
  chainPem,
  ders,
  identityEnds,
  type Identity,
  ownChain,
  publicHalf,
  requireCertificate,
  requireIdentity,
} from "./identity.ts";
import { type ExportReceipt, receiptOf } from "./receipt.ts";
import { exportJwk, exportKey, exportPkcs12 } from "./secret.ts";
import { keyAndChain } from "./service.ts";
import { exportZip } from "./zip.ts";
import type { FileContent } from "../../ports/files.ts";

const pemType = "application/x-pem-file";
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** @throws Failure `file.not-found`, `key.absent`, `key.still-locked`, `export.…`, `passphrase.too-short`. */
export async function exportContent(
  context: Context,
  choice: ExportChoice,
): Promise<{ file: FileContent; receipt: ExportReceipt }> {
  const identity = await requireIdentity(context, choice.name);
  const { file, proof } = await write(context, identity, choice);
  const ends =
    choice.receipt === true && hasChain(choice.format) ? await identityEnds(context, identity, choice.root) : null;
  return { file, receipt: receiptOf(file, { proof, ends }, choice, context.clock.now()) };
}

interface Written {
  readonly file: FileContent;
  readonly proof?: ExportedPkcs12["proof"];
}

async function write(context: Context, identity: Identity, choice: ExportChoice): Promise<Written> {
  const file = (extension: string, mediaType: string, bytes: Uint8Array): Written => ({
    file: { fileName: `${identity.name}${extension}`, mediaType, bytes },
  });
  const chain = async (): Promise<Certificate[]> =>
    chainOf(context, requireCertificate(identity), wishOf(choice, true));
  switch (choice.format) {
    case "certificate-pem":
      return { file: fileContent(requireCertificate(identity)) };
    case "certificate-der":
      return file(".der", "application/pkix-cert", requireCertificate(identity).bytes);
    case "chain-pem":
      return file("-chain.pem", pemType, text(chainPem(await chain())));
    case "pkcs7-pem":
      return file(".p7b", "application/x-pkcs7-certificates", text(writePem("PKCS7", writePkcs7(ders(await chain())))));
    case "pkcs7-der":
      return file(".p7b", "application/x-pkcs7-certificates", writePkcs7(ders(await chain())));
    case "ssh-public-key":
      return file(
        ".pub",
        "text/plain; charset=utf-8",
        text(`${sshPublicKey(publicHalf(identity).spki, identity.name)}\n`),
      );
    case "jwk":
      return file(
        ".jwk",
        "application/jwk+json",
        text(writeJwk(publicHalf(identity).spki, ders(await ownChain(context, identity, wishOf(choice, false))))),
      );
    case "jwk-private":
      return file("-private.jwk", "application/jwk+json", await exportJwk(context, identity, choice));
    case "key-pem":
      return file(".key", pemType, await exportKey(context, identity, choice));
    case "key-der":
      return file("-key.der", "application/pkcs8", await exportKey(context, identity, choice, "pkcs8-der"));
    case "key-traditional-pem":
      return file(".key", pemType, await exportKey(context, identity, choice, choice.cipher ?? "aes-256-cbc"));
    case "key-and-chain-pem":
      return { file: await keyAndChain(context, identity, choice) };
    case "pkcs12": {
      const { bytes, proof } = await exportPkcs12(context, identity, choice);
      return { ...file(".p12", "application/x-pkcs12", bytes), proof };
    }
    case "zip": {
      const { bytes, proof } = await exportZip(context, identity, choice);
      return { ...file(".zip", "application/zip", bytes), ...(proof === undefined ? {} : { proof }) };
    }
  }
}
