import { contextConstructed, readElement, Tag } from "../asn1/der.ts";
import { latin1, readOid } from "../asn1/der-value.ts";
import { encode, writeExplicit, writeOctetString, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import { isFailure } from "../failure.ts";

/** The security identifier of a Windows account: szOID_NTDS_CA_SECURITY_EXT, [MS-WCCE] §2.2.2.7.7.4. */

const objectSid = "1.3.6.1.4.1.311.25.2.1";

/** True for `S-1-…` with one to fifteen sub-authorities ([MS-DTYP] §2.4.2.1). */
function isSid(text: string): boolean {
  return /^S-1-\d{1,14}(?:-\d{1,10}){1,15}$/.test(text);
}

/** The value of the extension, DER: one otherName with the SID as text in octets. */
export function writeSid(sid: string): Uint8Array {
  const value = writeExplicit(0, writeOctetString(new TextEncoder().encode(sid)));
  return writeSequence(encode(contextConstructed(0), writeOid(objectSid), value));
}

/** The SID that a request or certificate carries; null for none, and for one that cannot be read. */
export function sidOf({
  extensions,
}: {
  readonly extensions: readonly { oid: string; value: Uint8Array }[];
}): string | null {
  const extension = extensions.find(({ oid }) => oid === Oid.microsoftSecurityIdentifier);
  if (extension === undefined) return null;
  try {
    const names = readElement(extension.value, Tag.sequence).open();
    const name = names.next(contextConstructed(0)).open();
    names.finish();
    if (readOid(name.next()) !== objectSid) return null;
    const value = name.next(contextConstructed(0)).open().next(Tag.octetString).content;
    const text = latin1(value);
    return isSid(text) ? text : null;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}
