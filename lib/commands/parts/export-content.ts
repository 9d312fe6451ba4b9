import { zipSync } from "fflate";
import { readCertificate } from "../../pki/certificate.ts";
import { Failure } from "../../pki/error.ts";
import { writePem } from "../../pki/pem.ts";
import type { Context } from "../command.ts";
import type { StoredFile } from "../ports.ts";
import { issuersOf } from "./chain.ts";
import { fileContent, type FileContent } from "./content.ts";
import { findFile } from "./stored.ts";

export interface ExportChoice {
  readonly name: string;
  readonly format: "key-pem" | "pkcs12" | "certificate-pem" | "certificate-der" | "chain-pem" | "zip";
  readonly passphrase?: string;
  readonly unencrypted?: true;
}

/** What OpenSSL asks for. How long is long enough is the choice of the person; the form advises. */
const shortestPassphrase = 4;

interface Identity {
  readonly name: string;
  readonly files: readonly StoredFile[];
}

/** @throws Failure `file.not-found`, `key.absent`, `key.still-locked`, `export.…`, `passphrase.too-short`. */
export async function exportContent(context: Context, choice: ExportChoice): Promise<FileContent> {
  const identity = await requireIdentity(context, choice.name);
  switch (choice.format) {
    case "certificate-pem":
      return fileContent(requireCertificate(identity));
    case "certificate-der": {
      const { bytes } = requireCertificate(identity);
      return { fileName: `${identity.name}.der`, mediaType: "application/pkix-cert", bytes };
    }
    case "chain-pem":
      return { fileName: `${identity.name}-chain.pem`, mediaType: "application/x-pem-file", bytes: await chainPem(context, identity) };
    case "key-pem":
      return { fileName: `${identity.name}.key`, mediaType: "application/x-pem-file", bytes: await keyPem(context, identity, choice) };
    case "pkcs12":
      return { fileName: `${identity.name}.p12`, mediaType: "application/x-pkcs12", bytes: await pkcs12(context, identity, choice) };
    case "zip":
      return { fileName: `${identity.name}.zip`, mediaType: "application/zip", bytes: await zip(context, identity, choice) };
  }
}

async function requireIdentity({ store }: Context, name: string): Promise<Identity> {
  const files = await store.filesOf(name);
  if (files.length > 0) return { name, files };
  const file = await findFile(store, name, []);
  if (file === null) throw new Failure("file.not-found", { fileName: name, nearest: null });
  return { name: file.basename, files: await store.filesOf(file.basename) };
}

function requireCertificate({ name, files }: Identity): StoredFile {
  const certificate = files.find((file) => file.kind === "certificate");
  if (certificate === undefined) throw new Failure("export.no-certificate", { name });
  return certificate;
}

function requireKey({ name, files }: Identity): StoredFile {
  const key = files.find((file) => file.kind === "key");
  if (key !== undefined) return key;
  const locked = files.find((file) => file.kind === "locked-key");
  throw locked === undefined ? new Failure("key.absent", { fileName: `${name}.key` }) : new Failure("key.still-locked", { fileName: locked.fileName });
}

function requirePassphrase(name: string, passphrase: string | undefined): string {
  if (passphrase === undefined) throw new Failure("export.unencrypted-not-chosen", { name });
  if (passphrase.length < shortestPassphrase) throw new Failure("passphrase.too-short", { length: passphrase.length, minimum: shortestPassphrase });
  return passphrase;
}

async function keyPem({ vault }: Context, identity: Identity, { passphrase, unencrypted }: ExportChoice): Promise<Uint8Array> {
  const { fileName } = requireKey(identity);
  if (unencrypted === true) return vault.exportClear(fileName);
  return vault.exportEncrypted(fileName, requirePassphrase(identity.name, passphrase));
}

async function pkcs12(context: Context, identity: Identity, choice: ExportChoice): Promise<Uint8Array> {
  const passphrase = requirePassphrase(identity.name, choice.passphrase);
  const key = requireKey(identity);
  const leaf = readCertificate(requireCertificate(identity).bytes);
  const issuers = await issuersOf(context.store, leaf);
  return context.vault.exportPkcs12(key.fileName, passphrase, identity.name, [leaf.der, ...issuers.map((link) => link.certificate.der)]);
}

/** Leaf first, then each issuer: the order in which a service sends them (services.md §2.3). */
async function chainPem({ store }: Context, identity: Identity): Promise<Uint8Array> {
  const leaf = readCertificate(requireCertificate(identity).bytes);
  const issuers = await issuersOf(store, leaf);
  const blocks = [leaf, ...issuers.map((link) => link.certificate)].map((certificate) => writePem("CERTIFICATE", certificate.der));
  return new TextEncoder().encode(blocks.join(""));
}

async function zip(context: Context, identity: Identity, choice: ExportChoice): Promise<Uint8Array> {
  const entries: Record<string, Uint8Array> = {};
  for (const file of identity.files) {
    if (file.kind === "locked-key" || file.kind === "pkcs12") continue;
    if (file.kind !== "key") entries[file.fileName] = fileContent(file).bytes;
    else if (choice.unencrypted === true || choice.passphrase !== undefined) entries[file.fileName] = await keyPem(context, identity, choice);
  }
  if (identity.files.some((file) => file.kind === "certificate")) entries[`${identity.name}-chain.pem`] = await chainPem(context, identity);
  return zipSync(entries, { level: 6, mtime: context.clock.now() });
}
