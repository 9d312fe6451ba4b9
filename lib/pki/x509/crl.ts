import { contextConstructed, type Cursor, type Element, readElement, readElementAt, Tag } from "../asn1/der.ts";
import { type IrregularTime, readAnyTime, readTimeField } from "../asn1/any-time.ts";
import { readBigInteger, readBitString, readInteger, readIntegerOctets } from "../asn1/der-value.ts";
import { rewriteAsDer } from "../asn1/tolerant.ts";
import { signedPartOf } from "./certificate.ts";
import { type Extension, readExtensions } from "./extension.ts";
import { type GeneralName, readGeneralName } from "./general-name.ts";
import { type Name, readName } from "./name.ts";
import { Oid } from "../asn1/oid.ts";
import { writeOid } from "../asn1/der-write.ts";
import { type RevocationReason, revocationReasonOf } from "./revocation-reason.ts";

/**
 * Certificate revocation lists (RFC 5280 §5). The entries are walked once, at about a microsecond each, and one is read
 * in full only when it is asked for.
 */
export interface Crl {
  readonly der: Uint8Array;
  /** The exact bytes that the signature covers. */
  readonly tbs: Uint8Array;
  readonly version: 1 | 2;
  readonly issuer: Name;
  readonly thisUpdate: Date;
  /** RFC 5280 demands it, others leave it out. */
  readonly nextUpdate: Date | null;
  /** Dates that were read although §5.1.2.4 does not allow their form. */
  readonly irregularTimes: readonly IrregularTime<"thisUpdate" | "nextUpdate">[];
  /** AlgorithmIdentifiers: the outer one and the one inside `tbs`; RFC 5280 §5.1.1.2 wants them equal. */
  readonly signatureAlgorithm: Uint8Array;
  readonly tbsSignatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly extensions: readonly Extension[];
  readonly size: number;
  /** The first entry of a serial number (INTEGER content octets). Indirect CRLs: see `findAll`. */
  find(serialNumber: Uint8Array): RevokedEntry | undefined;
  /** Every entry of a serial number: an indirect CRL may hold the same one of several issuers. */
  findAll(serialNumber: Uint8Array): readonly RevokedEntry[];
  entries(): Iterable<RevokedEntry>;
}

export interface RevokedEntry {
  /** INTEGER content octets. */
  readonly serialNumber: Uint8Array;
  readonly revocationDate: Date;
  readonly extensions: readonly Extension[];
  /** RFC 5280 §5.3.1; null when no reason is given. */
  readonly reason: RevocationReason | null;
  /** §5.3.3: whose certificate it is, also when an earlier entry said so. Null: the issuer of the CRL. */
  readonly certificateIssuer: readonly GeneralName[] | null;
}

/**
 * Reads a CRL; every entry is checked to be well-formed.
 * @throws Failure `der.malformed` with the offset in `der`.
 */
export function readCrl(der: Uint8Array): Crl {
  const outer = readElement(der, Tag.sequence).open();
  const tbs = outer.next(Tag.sequence);
  const signatureAlgorithm = outer.next(Tag.sequence);
  const signature = readBitString(outer.next());
  outer.finish();

  const fields = tbs.open();
  const version = readVersion(fields);
  const tbsSignatureAlgorithm = fields.next(Tag.sequence);
  const issuer = readName(fields.next());
  const irregularTimes: IrregularTime<"thisUpdate" | "nextUpdate">[] = [];
  const thisUpdate = readTimeField(fields.next(), "thisUpdate", irregularTimes);
  const hasNextUpdate = fields.peekTag === Tag.utcTime || fields.peekTag === Tag.generalizedTime;
  const nextUpdate = hasNextUpdate ? readTimeField(fields.next(), "nextUpdate", irregularTimes) : null;
  const revoked = fields.optional(Tag.sequence);
  const extensionsElement = fields.optional(contextConstructed(0));
  fields.finish();
  const starts = revoked === undefined ? [] : walkEntries(revoked);
  const list = new EntryList(der, starts);
  return {
    der,
    tbs: tbs.bytes,
    version,
    issuer,
    thisUpdate,
    nextUpdate,
    irregularTimes,
    signatureAlgorithm: signatureAlgorithm.bytes,
    tbsSignatureAlgorithm: tbsSignatureAlgorithm.bytes,
    signature: signature.bytes,
    extensions: extensionsElement === undefined ? [] : readExplicitExtensions(extensionsElement),
    size: starts.length,
    find: (serialNumber) => list.findAll(serialNumber)[0],
    findAll: (serialNumber) => list.findAll(serialNumber),
    entries: () => list.entries(),
  };
}

/**
 * Reads a list in BER, for showing it. Its signed bytes are those of `der`. @throws Failure `der.malformed` when it is no
 * list even so.
 */
export function readUnusualCrl(der: Uint8Array): Crl {
  return { ...readCrl(rewriteAsDer(der)), der, tbs: signedPartOf(der).bytes };
}

/** Version is OPTIONAL, and 1 (v2) when it is there (§5.1.2.1). */
function readVersion(fields: Cursor): 1 | 2 {
  const element = fields.optional(Tag.integer);
  if (element === undefined) return 1;
  const version = readInteger(element);
  if (version !== 0 && version !== 1) element.fail("bad-value");
  return version === 1 ? 2 : 1;
}

/** Offsets of the entries. Serial, date and the frame of the extensions are checked on the way. */
function walkEntries(revoked: Element): number[] {
  const starts: number[] = [];
  const cursor = revoked.open();
  while (!cursor.isAtEnd) {
    const entry = cursor.next(Tag.sequence);
    const fields = entry.open();
    readIntegerOctets(fields.next());
    const date = fields.next();
    if (date.tag !== Tag.utcTime && date.tag !== Tag.generalizedTime) date.fail("unexpected-tag");
    fields.optional(Tag.sequence);
    fields.finish();
    starts.push(entry.start);
  }
  return starts;
}

class EntryList {
  readonly #der: Uint8Array;
  readonly #starts: readonly number[];
  #index: Map<string, number[]> | null = null;
  #searches = 0;
  /** Positions of entries that name a certificate issuer, ascending, with the name: it holds until the next one. */
  #issuers: { position: number; names: readonly GeneralName[] }[] | null = null;

  constructor(der: Uint8Array, starts: readonly number[]) {
    this.#der = der;
    this.#starts = starts;
  }

  findAll(serialNumber: Uint8Array): readonly RevokedEntry[] {
    // An index of all entries costs more than some searches through the bytes.
    const isIndexed = this.#index !== null || ++this.#searches > searchesBeforeIndex || serialNumber.length >= 0x80;
    const positions = isIndexed ? (this.#positions().get(serialKey(serialNumber)) ?? []) : this.#search(serialNumber);
    return positions.map((position) => this.#read(position));
  }

  *entries(): Generator<RevokedEntry> {
    for (let position = 0; position < this.#starts.length; position++) yield this.#read(position);
  }

  /** Positions of the entries whose serial number is this one: its INTEGER is looked for where an entry has its own. */
  #search(serialNumber: Uint8Array): number[] {
    const found: number[] = [];
    const bytes = bufferOver(this.#der);
    const wanted = Buffer.concat([Uint8Array.of(Tag.integer, serialNumber.length), serialNumber]);
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
      const position = this.#positionAt(at);
      if (position !== null && readElementAt(this.#der, this.#starts[position]!).open().next().start === at)
        found.push(position);
    }
    return found;
  }

  /** The entry that begins last before this offset. */
  #positionAt(offset: number): number | null {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? null : low - 1;
  }

  #positions(): Map<string, number[]> {
    if (this.#index !== null) return this.#index;
    const index = new Map<string, number[]>();
    this.#starts.forEach((start, position) => {
      const key = serialKey(readElementAt(this.#der, start).open().next().content);
      const known = index.get(key);
      if (known === undefined) index.set(key, [position]);
      else known.push(position);
    });
    this.#index = index;
    return index;
  }

  #read(position: number): RevokedEntry {
    const fields = readElementAt(this.#der, this.#starts[position]!).open();
    const serialNumber = fields.next().content;
    const revocationDate = readAnyTime(fields.next()).instant;
    const extensions = fields.isAtEnd ? [] : readExtensions(fields);
    return {
      serialNumber,
      revocationDate,
      extensions,
      reason: reasonOf(extensions),
      certificateIssuer: this.#issuerAt(position),
    };
  }

  #issuerAt(position: number): readonly GeneralName[] | null {
    this.#issuers ??= this.#readIssuers();
    let low = 0;
    let high = this.#issuers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#issuers[middle]!.position <= position) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? null : this.#issuers[low - 1]!.names;
  }

  #readIssuers(): { position: number; names: readonly GeneralName[] }[] {
    const issuers: { position: number; names: readonly GeneralName[] }[] = [];
    // Few lists have any (§5.3.3), and the entries need not be read to know that.
    if (bufferOver(this.#der).indexOf(certificateIssuerOid) < 0) return issuers;
    this.#starts.forEach((start, position) => {
      const fields = readElementAt(this.#der, start).open();
      fields.next();
      fields.next();
      if (fields.isAtEnd) return;
      const extension = readExtensions(fields).find(({ oid }) => oid === Oid.certificateIssuer);
      if (extension !== undefined) {
        issuers.push({ position, names: readElement(extension.value, Tag.sequence).children().map(readGeneralName) });
      }
    });
    return issuers;
  }
}

/** So many lookups go through the bytes; the next one makes an index of all entries. */
const searchesBeforeIndex = 8;
const certificateIssuerOid = Buffer.from(writeOid(Oid.certificateIssuer));

const bufferOver = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const serialKey = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

function reasonOf(extensions: readonly Extension[]): RevocationReason | null {
  const extension = extensions.find(({ oid }) => oid === Oid.reasonCode);
  return extension === undefined ? null : readRevocationReason(readElement(extension.value, Tag.enumerated));
}

/** CRLReason (RFC 5280 §5.3.1), in a list or in an answer of OCSP. @throws Failure `der.malformed`. */
export function readRevocationReason(element: Element): RevocationReason {
  return revocationReasonOf(readInteger(element, Tag.enumerated)) ?? element.fail("bad-value");
}

function readExplicitExtensions(wrapper: Element): Extension[] {
  const cursor = wrapper.open();
  const extensions = readExtensions(cursor);
  cursor.finish();
  return extensions;
}

/**
 * cRLNumber or deltaCRLIndicator (RFC 5280 §5.2.3, §5.2.4). The RFC allows 20 bytes; somewhat more is read.
 * @throws Failure `der.malformed`.
 */
export function readCrlNumber(value: Uint8Array): bigint {
  const element = readElement(value);
  if (element.length > 64) element.fail("bad-integer"); // a number of a megabyte takes minutes to add up
  return readBigInteger(element);
}
