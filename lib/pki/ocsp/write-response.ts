import { createHash } from "node:crypto";
import { contextConstructed, contextPrimitive, Tag } from "../asn1/der.ts";
import { encode, writeBitString, writeExplicit, writeOctetString, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import type { Signer } from "../keys/signer.ts";
import { writeExtensions } from "../x509/extension.ts";
import { revocationReasonCodes } from "../x509/revocation-reason.ts";
import { publicKeyOctets } from "./cert-id.ts";
import { type CertStatus, type ResponseStatus, responseStatuses } from "./response.ts";

/** One answer to one CertID. Instants are written in whole seconds. */
export interface WrittenAnswer {
  /** The DER of the CertID that was asked about: clients compare it with their own. */
  readonly certId: Uint8Array;
  readonly status: CertStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
}

export interface ResponseOrder {
  readonly answers: readonly WrittenAnswer[];
  readonly producedAt: Date;
  /** The nonce of the request, repeated (RFC 9654 §2.1); null: the answer serves everybody who asks the same. */
  readonly nonce: Uint8Array | null;
  /** The certificate of the signer, DER: clients look for it inside. */
  readonly certificate: Uint8Array;
}

const basicType = writeOid(Oid.ocspBasic);
const successful = Uint8Array.of(Tag.enumerated, 1, 0);

/**
 * Writes and signs a basic OCSP response (RFC 6960 §4.2.1), DER. The responder is named by the hash of its key, every
 * date is a GeneralizedTime in whole seconds (RFC 5019 §2.2.4), and the certificate of the signer lies inside.
 */
export function writeOcspResponse(order: ResponseOrder, signer: Signer): Uint8Array {
  const keyHash = createHash("sha1").update(publicKeyOctets(signer.spki)).digest();
  const tbs = writeSequence(
    writeExplicit(2, writeOctetString(keyHash)),
    writeGeneralizedTime(order.producedAt),
    writeSequence(...order.answers.map(writeAnswer)),
    ...(order.nonce === null ? [] : [writeExplicit(1, writeNonce(order.nonce))]),
  );
  const { algorithm, value } = signer.sign(tbs);
  const certificates = writeExplicit(0, writeSequence(order.certificate));
  const basic = writeSequence(tbs, algorithm, writeBitString(value), certificates);
  return writeSequence(successful, writeExplicit(0, writeSequence(basicType, writeOctetString(basic))));
}

const errorCodes = new Map(Object.entries(responseStatuses).map(([code, status]) => [status, Number(code)]));

/** Writes the response of an error (RFC 6960 §2.3), DER: a status without a signature. */
export function writeOcspError(status: Exclude<ResponseStatus, "successful">): Uint8Array {
  return writeSequence(Uint8Array.of(Tag.enumerated, 1, errorCodes.get(status)!));
}

function writeAnswer({ certId, status, thisUpdate, nextUpdate }: WrittenAnswer): Uint8Array {
  const until = writeExplicit(0, writeGeneralizedTime(nextUpdate));
  return writeSequence(certId, writeStatus(status), writeGeneralizedTime(thisUpdate), until);
}

/** The reason `unspecified` is left out, as RFC 5280 §5.3.1 wants it in lists. */
function writeStatus(status: CertStatus): Uint8Array {
  if (status.kind !== "revoked") return encode(contextPrimitive(status.kind === "good" ? 0 : 2));
  const { at, reason } = status;
  const code = reason === null || reason === "unspecified" ? null : revocationReasonCodes[reason];
  return encode(
    contextConstructed(1),
    writeGeneralizedTime(at),
    ...(code === null ? [] : [writeExplicit(0, Uint8Array.of(Tag.enumerated, 1, code))]),
  );
}

function writeNonce(nonce: Uint8Array): Uint8Array {
  return writeExtensions([{ oid: Oid.ocspNonce, critical: false, value: writeOctetString(nonce) }]);
}

function writeGeneralizedTime(at: Date): Uint8Array {
  const digits = at.toISOString().slice(0, 19).replace(/[-:T]/g, "");
  return encode(Tag.generalizedTime, Buffer.from(`${digits}Z`, "latin1"));
}
