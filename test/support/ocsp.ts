import { createHash, type KeyObject } from "node:crypto";
import { contextConstructed, contextPrimitive, Tag } from "../../lib/pki/asn1/der.ts";
import {
  encode,
  writeBitString,
  writeExplicit,
  writeNull,
  writeOctetString,
  writeOid,
  writeSequence,
} from "../../lib/pki/asn1/der-write.ts";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { signerOf } from "../../lib/pki/keys/signer.ts";
import { publicKeyOctets } from "../../lib/pki/ocsp/cert-id.ts";
import { type OcspResponse, readOcspResponse } from "../../lib/pki/ocsp/response.ts";
import { type Extension, writeExtensions } from "../../lib/pki/x509/extension.ts";
import { instant, type Made } from "./authority.ts";

/** OCSP responses for tests, good ones and broken ones. */

export interface OcspAnswerPlan {
  readonly certificate: Made;
  readonly issuer: Made;
  /** "revoked": since the day before, for `reason` (RFC 5280 §5.3.1). */
  readonly status?: "good" | "revoked" | "unknown";
  readonly reason?: number;
  readonly thisUpdate?: Date;
  /** Null: none is written. */
  readonly nextUpdate?: Date | null;
  readonly extensions?: readonly Extension[];
  /** The algorithm of the CertID; SHA-1 when absent. */
  readonly digest?: "sha1" | "sha256" | "sha384" | "sha512";
  /** Stands in the CertStatus in the place of NULL. */
  readonly trailing?: Uint8Array;
}

export interface OcspPlan {
  readonly answers: readonly OcspAnswerPlan[];
  readonly signer: Made;
  /** Certificates inside; the signer's when absent. */
  readonly certificates?: readonly Made[];
  readonly responder?: "name" | "key";
  readonly producedAt?: Date;
  /** GeneralizedTime of `producedAt` as it is written. */
  readonly producedText?: string;
  readonly extensions?: readonly Extension[];
  readonly hasVersion?: boolean;
  readonly signWith?: KeyObject;
  readonly type?: string;
}

const hour = 3_600_000;
const oids = { sha1: Oid.sha1, sha256: Oid.sha256, sha384: Oid.sha384, sha512: Oid.sha512 } as const;

export function makeOcsp(plan: OcspPlan): { der: Uint8Array; response: OcspResponse } {
  const signer = signerOf(plan.signWith ?? plan.signer.privateKey);
  const responder =
    plan.responder === "key"
      ? writeExplicit(2, writeOctetString(hashOf("sha1", publicKeyOctets(plan.signer.spki))))
      : writeExplicit(1, plan.signer.name);
  const produced = plan.producedText ?? generalized(plan.producedAt ?? new Date(instant.getTime() - hour));
  const tbs = writeSequence(
    ...(plan.hasVersion === true ? [writeExplicit(0, Uint8Array.of(2, 1, 0))] : []),
    responder,
    encode(Tag.generalizedTime, Buffer.from(produced)),
    writeSequence(...plan.answers.map(writeAnswer)),
    ...(plan.extensions === undefined ? [] : [writeExplicit(1, writeExtensions(plan.extensions))]),
  );
  const { algorithm, value } = signer.sign(tbs);
  const certificates = (plan.certificates ?? [plan.signer]).map(({ der }) => der);
  const basic = writeSequence(
    tbs,
    algorithm,
    writeBitString(value),
    ...(certificates.length === 0 ? [] : [writeExplicit(0, writeSequence(...certificates))]),
  );
  const bytes = writeSequence(writeOid(plan.type ?? Oid.ocspBasic), writeOctetString(basic));
  const der = writeSequence(Uint8Array.of(Tag.enumerated, 1, 0), writeExplicit(0, bytes));
  return { der, response: readOcspResponse(der) };
}

/** OCSPResponse of an error: a status and nothing else. */
export const ocspError = (status: number): Uint8Array => writeSequence(Uint8Array.of(Tag.enumerated, 1, status));

function writeAnswer(plan: OcspAnswerPlan): Uint8Array {
  const digest = plan.digest ?? "sha1";
  const certId = writeSequence(
    writeSequence(writeOid(oids[digest]), writeNull()),
    writeOctetString(hashOf(digest, plan.issuer.name)),
    writeOctetString(hashOf(digest, publicKeyOctets(plan.issuer.spki))),
    encode(Tag.integer, plan.certificate.certificate.serialNumber),
  );
  const nextUpdate = plan.nextUpdate === null ? null : (plan.nextUpdate ?? new Date(instant.getTime() + 24 * hour));
  return writeSequence(
    certId,
    statusOf(plan),
    encode(Tag.generalizedTime, Buffer.from(generalized(plan.thisUpdate ?? new Date(instant.getTime() - hour)))),
    ...(nextUpdate === null
      ? []
      : [writeExplicit(0, encode(Tag.generalizedTime, Buffer.from(generalized(nextUpdate))))]),
    ...(plan.extensions === undefined ? [] : [writeExplicit(1, writeExtensions(plan.extensions))]),
  );
}

function statusOf({ status = "good", reason, trailing = new Uint8Array() }: OcspAnswerPlan): Uint8Array {
  if (status !== "revoked") return encode(contextPrimitive(status === "good" ? 0 : 2), trailing);
  const at = encode(Tag.generalizedTime, Buffer.from(generalized(new Date(instant.getTime() - 24 * hour))));
  const code = reason === undefined ? [] : [writeExplicit(0, Uint8Array.of(Tag.enumerated, 1, reason))];
  return encode(contextConstructed(1), at, ...code, trailing);
}

const hashOf = (digest: string, bytes: Uint8Array): Uint8Array => createHash(digest).update(bytes).digest();

const generalized = (date: Date): string => `${date.toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
