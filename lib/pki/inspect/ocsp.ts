import { nameOfOid } from "../asn1/oid.ts";
import { Failure, isFailure } from "../failure.ts";
import type { Recognised } from "../files/recognised.ts";
import type { CertId } from "../ocsp/cert-id.ts";
import { nonceOf, readOcspRequest } from "../ocsp/request.ts";
import { type BasicResponse, readOcspResponse, type SingleResponse } from "../ocsp/response.ts";
import { serialHex } from "../x509/certificate.ts";
import type { Extension } from "../x509/extension.ts";
import { formatGeneralName } from "../x509/general-name.ts";
import { formatName } from "../x509/name.ts";
import { algorithmOf, validityOf } from "./card.ts";
import { cappedNotes, inspectHeld } from "./container.ts";
import { ocspRequestTree, ocspResponseTree } from "./text-tree-ocsp.ts";
import type { TreeBuilder } from "./text-tree.ts";
import type {
  Draft,
  Inspecting,
  OcspAnswer,
  OcspCertId,
  OcspRequestCard,
  OcspResponseCard,
  TextNode,
} from "./types.ts";

/** OCSP requests and responses (RFC 6960): read strictly, and their fields as far as they go. */

const shown = 100;
/** Bytes; a real one has some thousand. */
const readOctets = 1_048_576;

export function inspectOcspRequest({ bytes }: Recognised, tree: TreeBuilder): Draft {
  return draftOf(
    "ocsp-request",
    bytes,
    () => ocspRequestTree(tree, bytes),
    () => requestCard(bytes),
  );
}

export async function inspectOcspResponse({ bytes }: Recognised, tree: TreeBuilder, work: Inspecting): Promise<Draft> {
  const text = (): TextNode => ocspResponseTree(tree, bytes);
  const draft = draftOf("ocsp-response", bytes, text, () => responseCard(bytes, work.options.now));
  const sent = draft.card === null ? [] : (readOcspResponse(bytes).basic?.certificates ?? []);
  if (work.depth > 2) throw new Failure("der.malformed", { offset: 0, problem: "too-deep" });
  const certificates = await inspectHeld(sent, work);
  const card = draft.card === null ? null : { ...(draft.card as OcspResponseCard), certificates };
  return { ...draft, card, notes: cappedNotes(sent.length) };
}

function draftOf<K extends "ocsp-request" | "ocsp-response">(
  kind: K,
  der: Uint8Array,
  text: () => TextNode,
  card: () => OcspRequestCard | OcspResponseCard,
): Draft {
  if (der.length > readOctets) throw new Failure("file.too-large", { size: der.length, limit: readOctets });
  try {
    return { kind, card: card(), text: text(), findings: [], notes: [] };
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
    const failure = { code: error.code, facts: error.facts };
    return { kind, card: null, text: text(), findings: [], notes: [], failure };
  }
}

function requestCard(der: Uint8Array): OcspRequestCard {
  const { requestorName, requests, extensions, signature } = readOcspRequest(der);
  return {
    requestor: requestorName === null ? null : formatGeneralName(requestorName),
    asked: requests.slice(0, shown).map(({ certId }) => idOf(certId)),
    total: requests.length,
    nonce: nonceText(extensions),
    isSigned: signature !== null,
  };
}

function responseCard(der: Uint8Array, now: Date): OcspResponseCard {
  const { status, type, basic } = readOcspResponse(der);
  return {
    status,
    type: type === null ? null : (nameOfOid(type) ?? type),
    responder: basic === null ? null : responderOf(basic),
    producedAt: basic?.producedAt.toISOString() ?? null,
    nonce: basic === null ? null : nonceText(basic.extensions),
    signatureAlgorithm: basic === null ? null : algorithmOf(basic.algorithm),
    answers: (basic?.answers ?? []).slice(0, shown).map((answer) => answerOf(answer, now)),
    total: basic?.answers.length ?? 0,
    certificates: [],
  };
}

function responderOf({ responder }: BasicResponse): OcspResponseCard["responder"] {
  return responder.kind === "name"
    ? { kind: "name", text: formatName(responder.name) }
    : { kind: "key", text: hex(responder.keyHash) };
}

function answerOf({ certId, status, thisUpdate, nextUpdate }: SingleResponse, now: Date): OcspAnswer {
  const validity = validityOf(thisUpdate, nextUpdate, now);
  return {
    ...idOf(certId),
    state: status.kind,
    revokedAt: status.kind === "revoked" ? status.at.toISOString() : null,
    reason: status.kind === "revoked" ? status.reason : null,
    thisUpdate: thisUpdate.toISOString(),
    nextUpdate: nextUpdate?.toISOString() ?? null,
    validity: validity === "valid" && nextUpdate === null ? "open-ended" : validity,
  };
}

function idOf({ serialNumber, hashAlgorithm, issuerNameHash, issuerKeyHash }: CertId): OcspCertId {
  return {
    serial: serialHex({ serialNumber }),
    hashAlgorithm: nameOfOid(hashAlgorithm) ?? hashAlgorithm,
    issuerNameHash: hex(issuerNameHash),
    issuerKeyHash: hex(issuerKeyHash),
  };
}

/** A nonce of a length that is not allowed counts as none; the fields show it. */
function nonceText(extensions: readonly Extension[]): string | null {
  try {
    const nonce = nonceOf(extensions);
    return nonce === null ? null : hex(nonce);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
