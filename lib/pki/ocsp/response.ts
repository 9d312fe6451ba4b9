import { type IrregularTime, readTimeField } from "../asn1/any-time.ts";
import { contextConstructed, contextPrimitive, type Element, readElement, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { Oid } from "../asn1/oid.ts";
import { readRevocationReason } from "../x509/crl.ts";
import type { Extension } from "../x509/extension.ts";
import { type Name, readName } from "../x509/name.ts";
import type { RevocationReason } from "../x509/revocation-reason.ts";
import { type CertId, readCertId } from "./cert-id.ts";
import { inside, type OcspSignature, readExplicitExtensions, readSignature, readVersion } from "./request.ts";

/** OCSPResponseStatus (RFC 6960 §4.2.1); 4 is not used. */
export const responseStatuses = {
  0: "successful",
  1: "malformedRequest",
  2: "internalError",
  3: "tryLater",
  5: "sigRequired",
  6: "unauthorized",
} as const;
export type ResponseStatus = (typeof responseStatuses)[keyof typeof responseStatuses];

/** OCSPResponse (RFC 6960 §4.2.1). */
export interface OcspResponse {
  readonly der: Uint8Array;
  readonly status: ResponseStatus;
  /** Dotted type of the content; null without any, as errors are. */
  readonly type: string | null;
  /** Null for an error, and for a type other than id-pkix-ocsp-basic. */
  readonly basic: BasicResponse | null;
}

/** BasicOCSPResponse: the answers, and who signed them. */
export interface BasicResponse extends OcspSignature {
  /** The exact bytes that the signature covers. */
  readonly tbs: Uint8Array;
  readonly responder: ResponderId;
  readonly producedAt: Date;
  readonly answers: readonly SingleResponse[];
  readonly extensions: readonly Extension[];
  /** Dates that were read although RFC 6960 §4.2.2.1 does not allow their form. */
  readonly irregularTimes: readonly IrregularTime<TimeField>[];
}

export type ResponderId =
  | { readonly kind: "name"; readonly name: Name }
  /** SHA-1 of the signer's public key. */
  | { readonly kind: "key"; readonly keyHash: Uint8Array };

export interface SingleResponse {
  readonly certId: CertId;
  readonly status: CertStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly extensions: readonly Extension[];
}

export type CertStatus =
  | { readonly kind: "good" | "unknown" }
  | { readonly kind: "revoked"; readonly at: Date; readonly reason: RevocationReason | null };

type TimeField = "producedAt" | "thisUpdate" | "nextUpdate" | "revocationTime";

/**
 * Reads an OCSP response; nothing of it is believed yet.
 * @throws Failure `der.malformed` with the offset in `der`.
 */
export function readOcspResponse(der: Uint8Array): OcspResponse {
  const outer = readElement(der, Tag.sequence).open();
  const statusElement = outer.next();
  const code = readInteger(statusElement, Tag.enumerated);
  if (!(code in responseStatuses)) statusElement.fail("bad-value");
  const status = responseStatuses[code as keyof typeof responseStatuses];
  const wrapped = outer.optional(contextConstructed(0));
  outer.finish();
  if (wrapped === undefined) {
    if (status === "successful") statusElement.fail("bad-value");
    return { der, status, type: null, basic: null };
  }
  const bytes = inside(wrapped).open(Tag.sequence);
  const type = readOid(bytes.next());
  const content = bytes.next(Tag.octetString);
  bytes.finish();
  const isBasic = status === "successful" && type === Oid.ocspBasic;
  return { der, status, type, basic: isBasic ? readBasicResponse(content) : null };
}

function readBasicResponse(holder: Element): BasicResponse {
  const cursor = holder.open();
  const fields = cursor.next(Tag.sequence).open();
  cursor.finish();
  const tbs = fields.next(Tag.sequence);
  const signature = readSignature(fields);
  fields.finish();

  const irregularTimes: IrregularTime<TimeField>[] = [];
  const data = tbs.open();
  readVersion(data);
  const responder = readResponderId(data.next());
  const producedAt = readTime(data.next(), "producedAt", irregularTimes);
  const answers = data
    .next(Tag.sequence)
    .children()
    .map((element) => readSingleResponse(element, irregularTimes));
  const extensions = readExplicitExtensions(data, 1);
  data.finish();
  return { ...signature, tbs: tbs.bytes, responder, producedAt, answers, extensions, irregularTimes };
}

function readResponderId(element: Element): ResponderId {
  if (element.tag === contextConstructed(1)) return { kind: "name", name: readName(inside(element)) };
  element.expect(contextConstructed(2));
  return { kind: "key", keyHash: inside(element).expect(Tag.octetString).content };
}

function readSingleResponse(element: Element, irregular: IrregularTime<TimeField>[]): SingleResponse {
  const fields = element.open(Tag.sequence);
  const certId = readCertId(fields.next());
  const status = readCertStatus(fields.next(), irregular);
  const thisUpdate = readTime(fields.next(), "thisUpdate", irregular);
  const next = fields.optional(contextConstructed(0));
  const nextUpdate = next === undefined ? null : readTime(inside(next), "nextUpdate", irregular);
  const extensions = readExplicitExtensions(fields, 1);
  fields.finish();
  return { certId, status, thisUpdate, nextUpdate, extensions };
}

/** CHOICE of good [0] and unknown [2], both IMPLICIT NULL, and revoked [1] IMPLICIT RevokedInfo. */
function readCertStatus(element: Element, irregular: IrregularTime<TimeField>[]): CertStatus {
  if (element.tag === contextConstructed(1)) {
    const fields = element.open();
    const at = readTime(fields.next(), "revocationTime", irregular);
    const reason = fields.optional(contextConstructed(0));
    fields.finish();
    return { kind: "revoked", at, reason: reason === undefined ? null : readRevocationReason(inside(reason)) };
  }
  const isGood = element.tag === contextPrimitive(0);
  if (!isGood) element.expect(contextPrimitive(2));
  if (element.length !== 0) element.fail("bad-value");
  return { kind: isGood ? "good" : "unknown" };
}

/** GeneralizedTime alone (RFC 6960 §4.2.1). */
function readTime<Field extends TimeField>(
  element: Element,
  field: Field,
  irregular: IrregularTime<TimeField>[],
): Date {
  return readTimeField<TimeField>(element.expect(Tag.generalizedTime), field, irregular);
}
