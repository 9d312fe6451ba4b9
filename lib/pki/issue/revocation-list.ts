import { contextConstructed, Tag } from "../asn1/der.ts";
import {
  concat,
  encode,
  writeBitString,
  writeInteger,
  writeSequence,
  writeTime,
  writeUnsigned,
} from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import { Failure } from "../failure.ts";
import { keyIdentifier, publicKeyObject } from "../keys/public-key.ts";
import { verifySignature } from "../keys/signature.ts";
import type { Signer } from "../keys/signer.ts";
import { basicConstraintsOf, type Certificate, extensionOf, subjectKeyId, valueOf } from "../x509/certificate.ts";
import { type Extension, writeExtension, writeExtensions } from "../x509/extension.ts";
import { readKeyUsage } from "../x509/extension-values.ts";
import { authorityKeyIdentifierExtension } from "../x509/extension-write.ts";
import { pointName } from "./distribution-point.ts";
import { formatName } from "../x509/name.ts";
import { type RevocationReason, revocationReasonCodes } from "../x509/revocation-reason.ts";

/** Certificate revocation lists that are written and signed here (RFC 5280 §5). */

/** A certificate that a list names. */
export interface ListedCertificate {
  /** Big-endian bytes of a positive number; leading zeros are dropped. */
  readonly serialNumber: Uint8Array;
  readonly at: Date;
  /** `unspecified` is left out, as §5.3.1 wants it; `removeFromCRL` only in a delta. */
  readonly reason: RevocationReason;
  readonly invalidityDate: Date | null;
}

export interface ListOrder {
  readonly issuer: Certificate;
  /** CRLNumber (§5.2.3), above that of every list of this issuer before. */
  readonly number: number;
  /** When it is signed. */
  readonly now: Date;
  /** Whole seconds. */
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** The entries of the list, as `writeListEntries` wrote them, in parts of any size. */
  readonly entries: readonly Uint8Array[];
  /** Set for a delta: the number of the list that it changes (§5.2.4). */
  readonly baseNumber?: number;
  /**
   * Set for a part of the whole: the addresses in the certificates that it is about, in their very letters (§5.2.5).
   */
  readonly points?: readonly string[];
  /** Where its deltas are found (§5.2.6); not in a delta. */
  readonly freshest?: string;
}

const reasonExtensions = new Map<RevocationReason, Uint8Array>(
  Object.entries(revocationReasonCodes).map(([reason, code]) => {
    const value = encode(Tag.enumerated, Uint8Array.of(code));
    return [reason as RevocationReason, writeExtension({ oid: Oid.reasonCode, critical: false, value })];
  }),
);

/** `crlEntryExtensions` of a reason without a date, or nothing where there is none. */
const reasonAlone = new Map<RevocationReason, Uint8Array>(
  [...reasonExtensions].map(([reason, extension]) => [
    reason,
    reason === "unspecified" ? new Uint8Array() : writeSequence(extension),
  ]),
);

/** What an entry of usual size takes at the most; a longer one makes the buffer grow by itself. */
const usualEntry = 128;

/**
 * The entries of a list or of a part of one, in their order. They are laid out in one buffer, since a small array for each
 * part of each entry costs more than all the rest of a long list.
 */
export function writeListEntries(certificates: Iterable<ListedCertificate>): Uint8Array {
  let buffer = new Uint8Array(64 * 1024);
  let end = 0;
  let written = { at: NaN, time: new Uint8Array() };
  for (const { serialNumber, at, reason, invalidityDate } of certificates) {
    if (at.getTime() !== written.at) written = { at: at.getTime(), time: Uint8Array.from(writeTime(at)) };
    const extensions = invalidityDate === null ? reasonAlone.get(reason)! : extensionsWith(reason, invalidityDate);
    const start = firstOf(serialNumber);
    const length = serialNumber.length - start;
    const isPadded = serialNumber[start]! >= 0x80;
    const serialLength = length + (isPadded ? 1 : 0);
    const content = 2 + serialLength + written.time.length + extensions.length;
    const isLong = content >= 128 || serialLength === 0;
    const whole = isLong ? writeSequence(writeUnsigned(serialNumber), written.time, extensions) : null;
    const needed = whole?.length ?? usualEntry + 2;
    if (end + needed > buffer.length) {
      const larger = new Uint8Array(buffer.length * 2 + needed);
      larger.set(buffer);
      buffer = larger;
    }
    if (whole !== null) {
      buffer.set(whole, end);
      end += whole.length;
      continue;
    }
    buffer[end++] = Tag.sequence;
    buffer[end++] = content;
    buffer[end++] = Tag.integer;
    buffer[end++] = serialLength;
    if (isPadded) buffer[end++] = 0;
    for (let index = start; index < serialNumber.length; index++) buffer[end++] = serialNumber[index]!;
    buffer.set(written.time, end);
    end += written.time.length;
    buffer.set(extensions, end);
    end += extensions.length;
  }
  return buffer.subarray(0, end);
}

/** The first byte that counts; of zero the last one. */
function firstOf(magnitude: Uint8Array): number {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++;
  return start;
}

function extensionsWith(reason: RevocationReason, invalidityDate: Date): Uint8Array {
  const date = invalidityDateExtension(invalidityDate);
  return reason === "unspecified" ? writeSequence(date) : writeSequence(reasonExtensions.get(reason)!, date);
}

/** §5.3.2: always GeneralizedTime. */
function invalidityDateExtension(at: Date): Uint8Array {
  const digits = at.toISOString().slice(0, 19).replace(/[-:T]/g, "");
  const value = encode(Tag.generalizedTime, Buffer.from(`${digits}Z`, "latin1"));
  return writeExtension({ oid: Oid.invalidityDate, critical: false, value });
}

/**
 * Lays out and signs a list. Its signature is checked with the issuer's public key before it leaves, as that of a
 * certificate is.
 * @returns the list, DER.
 * @throws Failure `sign.issuer-not-authority`, `crl.issuer-may-not-sign`, `sign.issuer-expired`,
 *   `sign.issuer-not-yet-valid`, `sign.key-is-not-the-issuers`; `sign.signature-failed` after it was signed.
 */
export function signRevocationList(order: ListOrder, signer: Signer): Uint8Array {
  const { issuer } = order;
  requireListIssuer(issuer, order.now);
  const name = formatName(issuer.subject);
  const isSameKey =
    Buffer.compare(issuer.spki, signer.spki) === 0 || publicKeyObject(issuer.spki).equals(publicKeyObject(signer.spki));
  if (!isSameKey) throw new Failure("sign.key-is-not-the-issuers", { issuer: name });
  const tbs = layOutRevocationList(order, signer.algorithm);
  const { algorithm, value } = signer.sign(tbs);
  if (verifySignature(algorithm, tbs, value, issuer.spki) !== "valid")
    throw new Failure("sign.signature-failed", { issuer: name });
  return writeSequence(tbs, algorithm, writeBitString(value));
}

/**
 * The TBSCertList (§5.1.2), DER, for a signature by `algorithm` (AlgorithmIdentifier, DER).
 * @throws Failure as of `requireListIssuer`
 */
export function layOutRevocationList(order: ListOrder, algorithm: Uint8Array): Uint8Array {
  const { issuer, number, now, thisUpdate, nextUpdate, entries } = order;
  requireListIssuer(issuer, now);
  const revoked = concat(entries);
  return writeSequence(
    writeInteger(1),
    algorithm,
    issuer.subject.der,
    writeTime(thisUpdate),
    writeTime(nextUpdate),
    // §5.1.2.6: left out where nothing is revoked.
    ...(revoked.length === 0 ? [] : [encode(Tag.sequence, revoked)]),
    encode(contextConstructed(0), writeExtensions(extensionsOf(order, number))),
  );
}

/**
 * What RFC 5280 §6.3.3 (f) asks of the signer of a list: an authority, valid now, with cRLSign where keyUsage stands. A
 * key that would be refused for certificates may still take them back.
 * @throws Failure as `signRevocationList`
 */
export function requireListIssuer(issuer: Certificate, now: Date): void {
  const name = formatName(issuer.subject);
  if (issuer.version !== 3 || basicConstraintsOf(issuer)?.isCa !== true)
    throw new Failure("sign.issuer-not-authority", { issuer: name });
  const hasKeyUsage = extensionOf(issuer, Oid.keyUsage) !== undefined;
  if (hasKeyUsage && valueOf(issuer, Oid.keyUsage, readKeyUsage)?.has("cRLSign") !== true)
    throw new Failure("crl.issuer-may-not-sign", { issuer: name });
  if (now > issuer.notAfter)
    throw new Failure("sign.issuer-expired", { issuer: name, notAfter: issuer.notAfter.toISOString() });
  if (now < issuer.notBefore)
    throw new Failure("sign.issuer-not-yet-valid", { issuer: name, notBefore: issuer.notBefore.toISOString() });
}

function extensionsOf({ issuer, baseNumber, points, freshest }: ListOrder, number: number): Extension[] {
  const extensions: Extension[] = [
    authorityKeyIdentifierExtension(subjectKeyId(issuer) ?? keyIdentifier(issuer.spki)),
    { oid: Oid.cRLNumber, critical: false, value: writeInteger(number) },
  ];
  if (baseNumber !== undefined)
    extensions.push({ oid: Oid.deltaCRLIndicator, critical: true, value: writeInteger(baseNumber) });
  if (points !== undefined)
    extensions.push({ oid: Oid.issuingDistributionPoint, critical: true, value: writeSequence(pointName(points)) });
  if (freshest !== undefined)
    extensions.push({
      oid: Oid.freshestCRL,
      critical: false,
      value: writeSequence(writeSequence(pointName([freshest]))),
    });
  return extensions;
}
