import { writeBitString, writeExplicit, writeInteger, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";

const draftAlgorithm = writeSequence(writeOid(Oid.ed25519));

/**
 * Lays out a certificate, DER, with a placeholder algorithm and no signature: good for asking what would be said of it,
 * for nothing else. `serial` and `rest` are DER as of `PreparedContent`.
 */
export function layOutDraft({ serial, rest }: { readonly serial: Uint8Array; readonly rest: Uint8Array }): Uint8Array {
  const tbs = writeSequence(writeExplicit(0, writeInteger(2)), serial, draftAlgorithm, rest);
  return writeSequence(tbs, draftAlgorithm, writeBitString(new Uint8Array()));
}

/** A sound public key (SubjectPublicKeyInfo, DER) to ask with before there is one. */
export function layOutKey(): Uint8Array {
  return writeSequence(draftAlgorithm, writeBitString(draftKey));
}

/** The base point of Ed25519 (RFC 8032 §5.1), as it is encoded. */
const draftKey = Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 0x58 : 0x66));
