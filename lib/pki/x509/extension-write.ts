import { contextPrimitive } from "../asn1/der.ts";
import {
  encode,
  writeBitString,
  writeBoolean,
  writeInteger,
  writeOctetString,
  writeOid,
  writeSequence,
} from "../asn1/der-write.ts";
import type { Extension } from "./extension.ts";
import { type KeyUsageBit, keyUsageBits } from "./extension-values.ts";
import { type GeneralNameInput, generalNameKey } from "./general-name-text.ts";
import { writeGeneralName } from "./general-name.ts";
import { Oid } from "../asn1/oid.ts";

/** The extensions that we issue, with the criticality that RFC 5280 §4.2.1 wants. */

/**
 * §4.2.1.9, critical. Authorities say CA:TRUE and may bound their path; others an empty SEQUENCE (CA:FALSE is the
 * default).
 */
export function basicConstraintsExtension(isCa: boolean, pathLength: number | null): Extension {
  const parts = isCa ? [writeBoolean(true), ...(pathLength === null ? [] : [writeInteger(pathLength)])] : [];
  return { oid: Oid.basicConstraints, critical: true, value: writeSequence(...parts) };
}

/** §4.2.1.3, critical. A named bit list: no zero bits at the end (X.690 §11.2.2). */
export function keyUsageExtension(bits: readonly KeyUsageBit[]): Extension {
  const numbers = bits.map((bit) => keyUsageBits.indexOf(bit));
  const last = Math.max(...numbers);
  const bytes = new Uint8Array((last >> 3) + 1);
  for (const bit of numbers) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  return { oid: Oid.keyUsage, critical: true, value: writeBitString(bytes, 7 - (last & 7)) };
}

/** §4.2.1.12, not critical. */
export function extendedKeyUsageExtension(purposes: readonly string[]): Extension {
  return { oid: Oid.extendedKeyUsage, critical: false, value: writeSequence(...purposes.map(writeOid)) };
}

/** §4.2.1.2, never critical. */
export function subjectKeyIdentifierExtension(keyId: Uint8Array): Extension {
  return { oid: Oid.subjectKeyIdentifier, critical: false, value: writeOctetString(keyId) };
}

/** §4.2.1.1, never critical; the key identifier alone, so that a renewed issuer still fits. */
export function authorityKeyIdentifierExtension(keyId: Uint8Array): Extension {
  return { oid: Oid.authorityKeyIdentifier, critical: false, value: writeSequence(encode(contextPrimitive(0), keyId)) };
}

/**
 * §4.2.1.6, critical exactly when the subject is empty. A name that stands twice is written once. @throws Failure
 * `san.malformed`.
 */
export function subjectAltNameExtension(names: readonly GeneralNameInput[], critical: boolean): Extension {
  const once = new Map<string, GeneralNameInput>();
  for (const name of names) {
    const key = generalNameKey(name);
    if (!once.has(key)) once.set(key, name);
  }
  return { oid: Oid.subjectAltName, critical, value: writeSequence(...[...once.values()].map(writeGeneralName)) };
}
