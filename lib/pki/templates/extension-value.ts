import { readElement } from "../asn1/der.ts";
import {
  writeBoolean,
  writeIa5String,
  writeInteger,
  writeNull,
  writeOctetString,
  writeOid,
  writePrintableString,
  writeUtf8String,
} from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";

/** Types by the word before the colon, as `asn1=` of OpenSSL's ASN1_generate_nconf(3) has them. */
const writers: Readonly<Record<string, (text: string) => Uint8Array | null>> = {
  UTF8: writeUtf8String,
  IA5: (text) => (/^[\x00-\x7f]*$/.test(text) ? writeIa5String(text) : null),
  PRINTABLE: (text) => (/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text) ? writePrintableString(text) : null),
  INTEGER: (text) => (/^-?\d{1,40}$/.test(text) ? writeInteger(BigInt(text)) : null),
  BOOLEAN: (text) => (/^(?:TRUE|FALSE)$/i.test(text) ? writeBoolean(text.toUpperCase() === "TRUE") : null),
  OID: (text) => (isDotted(text) ? writeOid(text) : null),
  OCTETS: (text) => (isHex(text) ? writeOctetString(Buffer.from(text, "hex")) : null),
  NULL: (text) => (text === "" ? writeNull() : null),
};

/**
 * The value of an extension, DER, from what a person typed: a type and its text (`UTF8:core`, `INTEGER:5`, `OID:1.2.3`,
 * `BOOLEAN:TRUE`, `OCTETS:0a0b`, `NULL:`), or one whole DER element in hexadecimal, with or without spaces and colons.
 * Null for anything else.
 */
export function readExtensionValue(text: string): Uint8Array | null {
  const typed = /^([A-Z0-9]+):([^]*)$/.exec(text.trim());
  const write = typed === null ? undefined : writers[typed[1]!];
  if (write !== undefined) return write(typed![2]!);
  const digits = text.replace(/[\s:]/g, "");
  if (!isHex(digits) || digits === "") return null;
  const der = Buffer.from(digits, "hex");
  try {
    readElement(der);
    return new Uint8Array(der);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

const isHex = (text: string): boolean => text.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(text);
const isDotted = (text: string): boolean => /^[012](?:\.(?:0|[1-9]\d*))+$/.test(text);
