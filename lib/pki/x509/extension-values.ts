import { contextConstructed, contextPrimitive, readElement, Tag } from "../asn1/der.ts";
import { readBitString, readInteger, readIntegerOctets, readOid } from "../asn1/der-value.ts";
import { type GeneralName, readGeneralNames } from "./general-name.ts";

/**
 * Readers of the extension values that say who a certificate is and what it may do (RFC 5280 §4.2.1). All throw
 * `der.malformed`.
 */

export interface BasicConstraints {
  readonly isCa: boolean;
  /** Negative values (forbidden) are told as they are. */
  readonly pathLength: number | null;
}

/** §4.2.1.9. `cA` written out as FALSE is read: many certificates in use have it. */
export function readBasicConstraints(value: Uint8Array): BasicConstraints {
  const cursor = readElement(value, Tag.sequence).open();
  const flag = cursor.optional(Tag.boolean);
  const octet = flag?.content[0] ?? 0;
  if (flag !== undefined && (flag.length !== 1 || (octet !== 0 && octet !== 0xff))) flag.fail("bad-boolean");
  const length = cursor.optional(Tag.integer);
  cursor.finish();
  return { isCa: octet === 0xff, pathLength: length === undefined ? null : readInteger(length) };
}

/** Names of RFC 5280 §4.2.1.3, in the order of their bits. */
export const keyUsageBits = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;
export type KeyUsageBit = (typeof keyUsageBits)[number];

/** §4.2.1.3. Bits beyond the ninth have no meaning and are left out. */
export function readKeyUsage(value: Uint8Array): ReadonlySet<KeyUsageBit> {
  const { bytes } = readBitString(readElement(value));
  const isSet = (bit: number): boolean => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  return new Set(keyUsageBits.filter((_, bit) => isSet(bit)));
}

/** §4.2.1.12: the dotted purposes, in the order given. */
export function readExtendedKeyUsage(value: Uint8Array): string[] {
  const cursor = readElement(value, Tag.sequence).open();
  const purposes: string[] = [];
  while (!cursor.isAtEnd) purposes.push(readOid(cursor.next()));
  return purposes;
}

/** §4.2.1.6 and §4.2.1.7 (issuerAltName has the same form). */
export function readSubjectAltName(value: Uint8Array): GeneralName[] {
  return readGeneralNames(readElement(value));
}

/** §4.2.1.2. */
export function readKeyIdentifier(value: Uint8Array): Uint8Array {
  return readElement(value, Tag.octetString).content;
}

export interface AuthorityKeyIdentifier {
  readonly keyId: Uint8Array | null;
  readonly issuer: readonly GeneralName[] | null;
  /** Content bytes of the serial number. */
  readonly serial: Uint8Array | null;
}

/** §4.2.1.1. */
export function readAuthorityKeyIdentifier(value: Uint8Array): AuthorityKeyIdentifier {
  const cursor = readElement(value, Tag.sequence).open();
  const keyId = cursor.optional(contextPrimitive(0));
  const issuer = cursor.optional(contextConstructed(1));
  const serial = cursor.optional(contextPrimitive(2));
  cursor.finish();
  return {
    keyId: keyId?.content ?? null,
    issuer: issuer === undefined ? null : readGeneralNames(issuer, contextConstructed(1)),
    serial: serial === undefined ? null : readIntegerOctets(serial, contextPrimitive(2)),
  };
}
