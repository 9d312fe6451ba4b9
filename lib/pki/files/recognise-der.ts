import { contextConstructed, contextPrimitive, type Element, readElementAt, Tag } from "../asn1/der.ts";
import { isFailure } from "../failure.ts";
import { isGzip } from "../archive/archive.ts";
import { isTar } from "../archive/tar.ts";
import { isLockedPvk, isPrivateKeyBlob, isPvk } from "./ms-key.ts";
import type { Shape } from "../keys/der-shape.ts";

const jksBytes = [0xfe, 0xed, 0xfe, 0xed];
const jceksBytes = [0xce, 0xce, 0xce, 0xce];

/** Archives that we know by their first bytes and do not open; "" for everything else. */
export function foreignBinaryKind(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 6)).toString("hex");
  return Object.entries(foreignMagics).find(([magic]) => start.startsWith(magic))?.[1] ?? "";
}
const foreignMagics: Readonly<Record<string, string>> = {
  "377abcaf271c": "a 7-Zip archive",
  "526172211a07": "a RAR archive",
  fd377a585a00: "an xz archive",
  "425a68": "a bzip2 archive",
  "28b52ffd": "a Zstandard archive",
  "4d534346": "a Windows cabinet",
  "255044462d": "a PDF document",
  d0cf11e0a1b1: "a Microsoft Office or MSI file",
};

/** Magic bytes of containers that are not DER. */
export function shapeOfMagic(bytes: Uint8Array): Shape | null {
  const startsWith = (octets: readonly number[]): boolean => octets.every((octet, i) => bytes[i] === octet);
  if (startsWith([0x50, 0x4b, 0x03, 0x04]) || startsWith([0x50, 0x4b, 0x05, 0x06]))
    return { kind: "zip", detail: "zip" };
  if (isGzip(bytes)) return { kind: "gzip", detail: "gzip" };
  if (isTar(bytes)) return { kind: "tar", detail: "tar" };
  if (startsWith(jksBytes)) return { kind: "keystore", detail: "JKS" };
  if (startsWith(jceksBytes)) return { kind: "keystore", detail: "JCEKS" };
  // BouncyCastle's has no magic: version 1 or 2, then a salt of 20 bytes
  if (startsWith([0, 0, 0, 1, 0, 0, 0, 20]) || startsWith([0, 0, 0, 2, 0, 0, 0, 20]))
    return { kind: "keystore", detail: "BKS" };
  if (isPvk(bytes)) return { kind: isLockedPvk(bytes) ? "locked-key" : "key", form: "ms" };
  if (isPrivateKeyBlob(bytes)) return { kind: "key", form: "ms" };
  return null;
}

/**
 * OpenSSL's TRUSTED CERTIFICATE: a certificate and directly behind it CertAux, which says what to trust it for. Returns
 * the aux element when that is what stands behind `certificate`.
 */
export function trustSettingsAfter(source: Uint8Array, certificateEnd: number): Element | null {
  if (source[certificateEnd] !== Tag.sequence) return null;
  try {
    const aux = readElementAt(source, certificateEnd);
    const isAux =
      aux.end === source.length &&
      aux
        .children()
        .every((child) =>
          [
            Tag.sequence,
            contextConstructed(0),
            Tag.utf8String,
            Tag.octetString,
            contextConstructed(1),
            contextPrimitive(0),
          ].includes(child.tag),
        );
    return isAux ? aux : null;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}
