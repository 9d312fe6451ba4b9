import { contextConstructed, contextPrimitive, type Element, readElementAt, Tag } from "../asn1/der.ts";
import { isFailure } from "../failure.ts";
import { isGzip } from "../archive/archive.ts";
import { isTar } from "../archive/tar.ts";
import { isLockedPvk, isPrivateKeyBlob, isPvk } from "./ms-key.ts";
import type { UnsupportedFormat } from "../asn1/element.ts";
import type { Shape } from "../keys/der-shape.ts";

const jksBytes = [0xfe, 0xed, 0xfe, 0xed];
const jceksBytes = [0xce, 0xce, 0xce, 0xce];

/** The format of bytes that are known by the first of them and not read here; null for everything else. */
export function foreignBinaryFormat(bytes: Uint8Array): UnsupportedFormat | null {
  const start = Buffer.from(bytes.subarray(0, 6)).toString("hex");
  const magic = Object.entries(foreignMagics).find(([bytes]) => start.startsWith(bytes));
  return magic?.[1] ?? (isOpenPgpKey(bytes) ? "openpgp" : null);
}

/** A public or secret key packet (RFC 9580 §4.2, §5.5) of version 3 to 6, with a length of one or two bytes. */
function isOpenPgpKey([tag = 0, first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isVersion = (byte: number): boolean => byte >= 3 && byte <= 6;
  if (tag === 0x99 || tag === 0x95) return isVersion(third);
  if (tag === 0x98 || tag === 0x94) return isVersion(second);
  if (tag !== 0xc6 && tag !== 0xc5) return false;
  return first < 192 ? isVersion(second) : first < 224 && isVersion(third);
}

const foreignMagics: Readonly<Record<string, UnsupportedFormat>> = {
  "377abcaf271c": "7z",
  "526172211a07": "rar",
  fd377a585a00: "xz",
  "425a68": "bzip2",
  "28b52ffd": "zstd",
  "4d534346": "cab",
  "255044462d": "pdf",
  d0cf11e0a1b1: "ole",
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
