import type { OfflineBody, OfflinePackage } from "../lib/pki/offline/package.ts";
import { isSignedBy, publicKey, schemeOf } from "./algorithm.ts";
import { bytesOf, hexOf } from "./der.ts";
import { Trouble } from "./trouble.ts";

/** A package whose own signature holds. */
export interface OpenedPackage {
  readonly fileName: string;
  readonly size: number;
  readonly body: OfflineBody;
  /** SHA-256 of the body, hex. */
  readonly sha256: string;
  /** SHA-256 of the console's key, hex. */
  readonly console: string;
  /** TBSCertificate or TBSCertList, DER. */
  readonly toBeSigned: Uint8Array<ArrayBuffer>;
  /** The authority's certificate, DER. */
  readonly authority: Uint8Array<ArrayBuffer>;
}

/** ecdsa-with-SHA256 */
const consoleAlgorithm = Uint8Array.of(0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);

/** @throws Trouble `not-a-package`, `an-answer`, `package-changed` */
export async function openPackage(file: { readonly name: string; readonly bytes: Uint8Array }): Promise<OpenedPackage> {
  const { format, version, body, key, signature } = readFile(file.bytes);
  if ((format as string) === "chainsmith-offline-answer") throw new Trouble("an-answer");
  if (format !== "chainsmith-offline-request" || version !== 1) throw new Trouble("not-a-package");
  const content = bytesOf(body);
  const spki = bytesOf(key);
  const scheme = schemeOf(consoleAlgorithm, spki);
  const isWhole = await isSignedBy(await publicKey(spki, scheme), content, bytesOf(signature), scheme).catch(
    () => false,
  );
  if (!isWhole) throw new Trouble("package-changed");
  const read = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content)) as OfflineBody;
  return {
    fileName: file.name,
    size: file.bytes.length,
    body: read,
    sha256: await digest(content),
    console: await digest(spki),
    toBeSigned: bytesOf(read.toBeSigned),
    authority: bytesOf(read.authority.certificate),
  };
}

function readFile(bytes: Uint8Array): OfflinePackage {
  try {
    const read = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as OfflinePackage;
    bytesOf(`${read.body ?? ""}`);
    return read;
  } catch {
    throw new Trouble("not-a-package");
  }
}

export async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Sixteen groups of four upper-case digits. */
export const groupsOf = (sha256: string): readonly string[] => sha256.toUpperCase().match(/.{4}/g) ?? [];
