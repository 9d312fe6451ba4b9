import { contextConstructed, type Element, readElement, Tag } from "../asn1/der.ts";
import { encode, writeSequence } from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";
import type { GeneralName } from "../x509/general-name.ts";

/** An EDI party name without the party (RFC 5280 §4.2.1.6: partyName is not optional). */
export const isPartyMissing = (name: GeneralName): boolean =>
  name.kind === "ediparty" &&
  !readElement(name.raw)
    .children()
    .some(({ tag }) => tag === contextConstructed(1));

/** A structure with nothing in it where its type has to have something. */
export const isHollow = (name: GeneralName): boolean =>
  (name.kind === "ediparty" || name.kind === "x400") && readElement(name.raw).length === 0;

const hollowDirectory = contextConstructed(4);
const emptyDirectory = encode(hollowDirectory, writeSequence());

const filled = (name: Element): Uint8Array =>
  name.tag === hollowDirectory && name.length === 0 ? emptyDirectory : name.bytes;

/**
 * The value of a subjectAltName with each directoryName that has not even a Name in it read as the empty Name, as Java
 * does; the value itself when it is no list.
 */
export const filledNames = (value: Uint8Array): Uint8Array =>
  rewritten(value, (root) => writeSequence(...root.children().map(filled)));

/** The same for name constraints. */
export const filledConstraints = (value: Uint8Array): Uint8Array =>
  rewritten(value, (root) =>
    writeSequence(
      ...root
        .children()
        .map((list) =>
          encode(
            list.tag,
            ...list
              .children()
              .map((subtree) =>
                writeSequence(...subtree.children().map((part, index) => (index === 0 ? filled(part) : part.bytes))),
              ),
          ),
        ),
    ),
  );

function rewritten(value: Uint8Array, rewrite: (root: Element) => Uint8Array): Uint8Array {
  try {
    return rewrite(readElement(value, Tag.sequence));
  } catch (error) {
    if (isFailure(error, "der.malformed")) return value;
    throw error;
  }
}
