import { isGzip } from "../archive/archive.ts";
import { isTar } from "../archive/tar.ts";
import type { Shape } from "../keys/der-shape.ts";
import { isLockedPvk, isPrivateKeyBlob, isPvk } from "./ms-key.ts";

const jksBytes = [0xfe, 0xed, 0xfe, 0xed];
const jceksBytes = [0xce, 0xce, 0xce, 0xce];

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
