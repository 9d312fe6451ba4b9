import "server-only";
import { randomBytes } from "node:crypto";
import type { ExportedPkcs12, LockedKeyForm } from "../../commands/ports/vault.ts";
import { Failure, isFailure } from "../error-codes.ts";
import { writeEncryptedPkcs8, writeEncryptedPkcs8Der, writeTraditionalPem } from "../../pki/keys/write-key.ts";
import { unlockPrivateKey } from "../../pki/files/locked-key.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import type { Pkcs12Profile } from "../../pki/pkcs12/encrypt.ts";
import { provePkcs12 } from "../../pki/pkcs12/proof.ts";
import { writePkcs12 } from "../../pki/pkcs12/write.ts";

/**
 * How a key leaves the vault. What is locked is opened again first: a file that does not open is worse than an error.
 */

/**
 * `pkcs8` in clear, as the vault holds it; `spki` is its public half. @throws Failure `export.no-traditional-form`,
 * `export.unproven`.
 */
export async function writeLockedKey(
  pkcs8: Uint8Array,
  spki: Uint8Array,
  passphrase: string,
  form: LockedKeyForm,
): Promise<Uint8Array> {
  const bytes = await lockedBytes(pkcs8, passphrase, form);
  await requireOpens(bytes, passphrase, spki);
  return bytes;
}

async function lockedBytes(pkcs8: Uint8Array, passphrase: string, form: LockedKeyForm): Promise<Uint8Array> {
  if (form === "pkcs8-pem") return Buffer.from(await writeEncryptedPkcs8(pkcs8, passphrase, randomBytes), "utf8");
  if (form === "pkcs8-der") return writeEncryptedPkcs8Der(pkcs8, passphrase, randomBytes);
  return Buffer.from(writeTraditionalPem(pkcs8, { passphrase, cipher: form }), "utf8");
}

async function requireOpens(bytes: Uint8Array, passphrase: string, spki: Uint8Array): Promise<void> {
  const opened = await unlockPrivateKey(bytes, passphrase).catch((error: unknown) => {
    if (!isFailure(error)) throw error;
    throw new Failure("export.unproven", { problem: "mac" }, error);
  });
  opened.pkcs8.fill(0);
  if (Buffer.compare(opened.spki, spki) !== 0) throw new Failure("export.unproven", { problem: "key" });
}

export function writeClearKey(pkcs8: Uint8Array, form: "pkcs8-pem" | "pkcs8-der" | "traditional-pem"): Uint8Array {
  if (form === "pkcs8-der") return Uint8Array.from(pkcs8);
  return Buffer.from(form === "pkcs8-pem" ? writePem("PRIVATE KEY", pkcs8) : writeTraditionalPem(pkcs8, null), "utf8");
}

export interface Pkcs12Parts {
  readonly key: Uint8Array;
  readonly spki: Uint8Array;
  readonly certificates: readonly Uint8Array[];
  readonly friendlyName: string;
  readonly passphrase: string;
  readonly profile: Pkcs12Profile;
}

/** @throws Failure `passphrase.required`, `export.unproven`. */
export async function writeProvenPkcs12({ spki, ...parts }: Pkcs12Parts): Promise<ExportedPkcs12> {
  const bytes = await writePkcs12({ ...parts, random: randomBytes });
  return { bytes, proof: await provePkcs12(bytes, parts.passphrase, { spki, certificates: parts.certificates }) };
}
