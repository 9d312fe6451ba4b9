import { zipSync } from "fflate";
import { writeReadme } from "../../../i18n/documents/export-readme.ts";
import { isFailure } from "../../error-codes.ts";
import { writeJwk } from "../../../pki/files/jwk.ts";
import { sshPublicKey } from "../../../pki/ssh/openssh.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import { writePkcs7 } from "../../../pki/files/pkcs7.ts";
import type { Context } from "../../command.ts";
import type { ExportedPkcs12 } from "../../ports/vault.ts";
import { fileContent } from "../content.ts";
import { type ExportChoice, wishOf } from "./formats.ts";
import { chainOf, chainPem, ders, findCertificate, type Identity, ownChain, publicHalf } from "./identity.ts";
import { exportKey, exportPkcs12 } from "./secret.ts";
import type { ReadmeEntry } from "../../../i18n/documents/document-words.ts";

/**
 * Writes a whole identity in every form that may be wanted, and a README that says which is which. `proof` is that of
 * the .p12 in it.
 */
export async function exportZip(
  context: Context,
  identity: Identity,
  choice: ExportChoice,
): Promise<Pick<ExportedPkcs12, "bytes"> & Partial<ExportedPkcs12>> {
  const secrets = await secretEntries(context, identity, choice);
  const entries: Entry[] = [
    ...storedEntries(identity),
    ...(await certificateEntries(context, identity, choice)),
    ...(await publicKeyEntries(context, identity, choice)),
    ...secrets.entries,
  ];
  const { name } = identity;
  const readme = writeReadme(choice.language ?? "en", name, entries);
  const files = {
    "README.txt": utf8(readme),
    ...Object.fromEntries(entries.map(({ fileName, bytes }) => [fileName, bytes])),
  };
  const bytes = zipSync(files, { level: 6, mtime: context.clock.now() });
  return { bytes, ...(secrets.proof === undefined ? {} : { proof: secrets.proof }) };
}

interface Entry {
  readonly fileName: string;
  readonly entry: ReadmeEntry;
  readonly bytes: Uint8Array;
}

const utf8 = (words: string): Uint8Array => new TextEncoder().encode(words);

/** The stored files, but for keys and containers of keys. */
function storedEntries({ files }: Identity): Entry[] {
  return files
    .filter(({ kind }) => kind !== "key" && kind !== "locked-key" && kind !== "pkcs12")
    .map((file) => ({
      fileName: file.fileName,
      entry: file.kind === "certificate" ? "certificate-pem" : file.kind === "csr" ? "csr" : "other",
      bytes: fileContent(file).bytes,
    }));
}

async function certificateEntries(context: Context, identity: Identity, choice: ExportChoice): Promise<Entry[]> {
  const certificate = findCertificate(identity);
  if (certificate === undefined) return [];
  const chain = await chainOf(context, certificate, wishOf(choice, true));
  const { name } = identity;
  return [
    { fileName: `${name}.der`, entry: "certificate-der", bytes: certificate.bytes },
    { fileName: `${name}-chain.pem`, entry: "chain-pem", bytes: utf8(chainPem(chain)) },
    { fileName: `${name}.p7b`, entry: "pkcs7-pem", bytes: utf8(writePem("PKCS7", writePkcs7(ders(chain)))) },
  ];
}

/** Of kinds of keys that have these forms. */
async function publicKeyEntries(context: Context, identity: Identity, { root }: ExportChoice): Promise<Entry[]> {
  if (!identity.files.some(({ kind, spki }) => spki !== null && kind !== "ssh-public-key")) return [];
  const { spki } = publicHalf(identity);
  const { name, files } = identity;
  const chain = ders(await ownChain(context, identity, { root, withRoot: false }));
  const made: Entry[] = [];
  const add = (fileName: string, entry: ReadmeEntry, write: () => string): void => {
    if (files.some((file) => file.fileName === fileName)) return;
    try {
      made.push({ fileName, entry, bytes: utf8(write()) });
    } catch (error) {
      if (!isFailure(error, "ssh-key.unsupported") && !isFailure(error, "export.no-jwk")) throw error;
    }
  };
  add(`${name}.pub`, "ssh-public-key", () => `${sshPublicKey(spki, name)}\n`);
  add(`${name}.jwk`, "jwk", () => writeJwk(spki, chain));
  return made;
}

/** The key when a passphrase was given or the clear key was chosen; the PKCS#12 file only under a passphrase. */
async function secretEntries(
  context: Context,
  identity: Identity,
  choice: ExportChoice,
): Promise<{ readonly entries: Entry[]; readonly proof?: ExportedPkcs12["proof"] }> {
  const key = identity.files.find(({ kind }) => kind === "key");
  if (key === undefined || (choice.unencrypted !== true && choice.passphrase === undefined)) return { entries: [] };
  const entries: Entry[] = [
    {
      fileName: key.fileName,
      entry: choice.unencrypted === true ? "key-clear" : "key-locked",
      bytes: await exportKey(context, identity, choice),
    },
  ];
  const certificate = findCertificate(identity);
  if (choice.passphrase === undefined || certificate?.spkiSha256 !== key.spkiSha256) return { entries };
  const { bytes, proof } = await exportPkcs12(context, identity, choice);
  return { entries: [...entries, { fileName: `${identity.name}.p12`, entry: "pkcs12", bytes }], proof };
}
