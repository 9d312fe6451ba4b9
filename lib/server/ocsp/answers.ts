import "server-only";
import { createHash } from "node:crypto";
import type { CertificateStatus } from "../../commands/ports/revocations.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { concat } from "../../pki/asn1/der-write.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import { isFailure } from "../../pki/failure.ts";
import { type CertId, identifies } from "../../pki/ocsp/cert-id.ts";
import { nonceOf, type OcspRequest, readOcspRequest } from "../../pki/ocsp/request.ts";
import type { CertStatus } from "../../pki/ocsp/response.ts";
import { type WrittenAnswer, writeOcspError, writeOcspResponse } from "../../pki/ocsp/write-response.ts";
import { type Certificate, readCertificate, serialHex } from "../../pki/x509/certificate.ts";
import type { AnswerOcsp, OcspAnswer } from "../../serve/ocsp.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { log } from "../log.ts";
import { authorityCertificate } from "../revocation/list-signer.ts";
import { certificateStatusOf } from "../revocation/status.ts";
import type { Responder, Responders } from "./responders.ts";

/** An answer lives so long, in ms, and at most until its responder ends. */
const lifetime = 86_400_000;
/** The same answer is given out for this part of its life, then the next one is signed. */
const givenFor = 0.5;
/** How old the state of an authority may be, in ms: a revocation that another process stored is told after it. */
const stateAge = 1000;
/** Certificates of one request. */
const mostAsked = 100;
/** Answers that are kept for one authority, and bytes of a request that is kept. */
const mostKept = 20_000;
const longestKept = 1024;
/** Signatures that are made on demand, a second: for a nonce, and for numbers that no authority knows. */
const mostSigned = 1000;
/** Behind the clock of a client that is late. */
const backdating = 300_000;

interface Kept extends OcspAnswer {
  readonly until: number;
}

/** What is known of an authority for a second, and what it has answered since its last revocation. */
interface AuthorityState {
  readonly authority: string;
  readonly certificate: Certificate;
  readonly revision: number;
  readonly responder: Responder | null;
  readonly kept: Map<string, Kept>;
  /** What it says of serial numbers that it knows, until it revokes or releases something. */
  readonly statuses: Map<string, CertificateStatus>;
  checkedAt: number;
}

const errorOf = (status: Parameters<typeof writeOcspError>[0]): OcspAnswer => ({
  bytes: writeOcspError(status),
  kept: null,
});
const malformed = errorOf("malformedRequest");
const unauthorized = errorOf("unauthorized");
const tryLater = errorOf("tryLater");
const internalError = errorOf("internalError");

/**
 * Answers OCSP requests (RFC 6960, RFC 5019). What was signed for one client serves the next one that asks the same, until
 * half of its life is over or something of the authority is revoked; only a nonce is signed for alone.
 */
export function createOcsp({
  database,
  clock,
  responders,
  signaturesPerSecond = mostSigned,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly responders: Responders;
  readonly signaturesPerSecond?: number;
}): AnswerOcsp {
  const states = new Map<string, AuthorityState>();
  const refreshing = new Map<string, Promise<AuthorityState | null>>();
  let signedSince = 0;
  let signed = 0;

  /** Takes one of the signatures of this second. */
  function maySign(): boolean {
    const now = clock.now().getTime();
    if (now - signedSince >= 1000 || now < signedSince) [signedSince, signed] = [now, 0];
    return signed++ < signaturesPerSecond;
  }

  async function refresh(name: string): Promise<AuthorityState | null> {
    const now = clock.now();
    const [row] = await database.direct.$queryRaw<{ authority: string; revision: number }[]>(
      sql`SELECT "spkiSha256" AS "authority", "revision" FROM "CrlIssuer" WHERE "publishedName" = ${name}`,
    );
    if (row === undefined) {
      states.delete(name);
      return null;
    }
    const before = states.get(name);
    const responder = await responders.current(row.authority);
    const revision = Number(row.revision);
    if (before?.revision === revision && before.responder?.id === responder?.id && before.authority === row.authority) {
      before.checkedAt = now.getTime();
      return before;
    }
    const found = await authorityCertificate(database, row.authority, now);
    if (found === null) return null;
    const certificate = readCertificate(found.der);
    const fresh = { kept: new Map<string, Kept>(), statuses: new Map<string, CertificateStatus>() };
    const state = { ...row, ...fresh, revision, certificate, responder, checkedAt: now.getTime() };
    states.set(name, state);
    return state;
  }

  /** One question to the database for all who wait. */
  function refreshed(name: string): Promise<AuthorityState | null> {
    const running = refreshing.get(name) ?? refresh(name).finally(() => refreshing.delete(name));
    refreshing.set(name, running);
    return running;
  }

  function keptAnswer(state: AuthorityState, key: string, now: number): Kept | null {
    const kept = state.kept.get(key);
    return kept !== undefined && now < kept.until && now >= kept.kept!.thisUpdate.getTime() ? kept : null;
  }

  /** A number that is unknown now may be given to a certificate in the next moment: that is asked each time. */
  async function statusIn(state: AuthorityState, serialNumber: string): Promise<CertificateStatus> {
    const known = state.statuses.get(serialNumber);
    if (known !== undefined) return known;
    const status = await certificateStatusOf(database, state.authority, serialNumber);
    if (state.statuses.size >= mostKept) state.statuses.clear();
    if (status.status !== "unknown") state.statuses.set(serialNumber, status);
    return status;
  }

  async function answerNew(name: string, der: Uint8Array): Promise<OcspAnswer> {
    const request = readOrNull(der);
    if (request === null) return malformed;
    const known = states.get(name);
    const isFresh =
      known !== undefined && known.responder !== null && Math.abs(clock.now().getTime() - known.checkedAt) < stateAge;
    const state = isFresh ? known : await refreshed(name);
    if (state === null) return unauthorized;
    const { responder } = state;
    if (!request.requests.every(({ certId }) => isOwn(state.certificate, certId))) return unauthorized;
    if (responder === null) return tryLater;
    const now = clock.now();
    const nonce = nonceOf(request.extensions);
    const ids = keyOf(concat(request.requests.map(({ certId }) => certId.der)));
    const mayNow = maySign();
    // Without room for another signature a nonce is passed over, which RFC 9654 allows.
    const common = nonce === null || !mayNow ? keptAnswer(state, ids, now.getTime()) : null;
    if (common !== null) {
      if (nonce === null) keep(state, der, common);
      return nonce === null ? common : { bytes: common.bytes, kept: null };
    }
    if (!mayNow) return tryLater;
    const statuses: CertificateStatus[] = [];
    for (const { certId } of request.requests) statuses.push(await statusIn(state, serialHex(certId)));
    const made = signAnswers(request, statuses, { responder, nonce, now });
    // A number that is unknown now may be given to a certificate in the next moment.
    if (nonce !== null || statuses.some(({ status }) => status === "unknown")) return { bytes: made.bytes, kept: null };
    if (state.kept.size >= mostKept) state.kept.clear();
    state.kept.set(ids, made);
    keep(state, der, made);
    return made;
  }

  return (name, der) => {
    const state = states.get(name);
    const now = clock.now().getTime();
    if (state !== undefined && Math.abs(now - state.checkedAt) < stateAge) {
      const kept = keptAnswer(state, keyOf(der), now);
      if (kept !== null) return kept;
    }
    return answerNew(name, der).catch((error: unknown) => {
      log.error({ error }, "a question of OCSP could not be answered");
      return internalError;
    });
  };
}

/** Under the very bytes of the request too, so that the next one like it need not be read. */
function keep(state: AuthorityState, request: Uint8Array, answer: Kept): void {
  if (request.length <= longestKept && state.kept.size < mostKept) state.kept.set(keyOf(request), answer);
}

const keyOf = (der: Uint8Array): string => Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("latin1");

/**
 * Null for what is answered with malformedRequest: no request, nothing or too much asked, a nonce of no allowed length,
 * and extensions that demand to be understood.
 */
function readOrNull(der: Uint8Array): OcspRequest | null {
  try {
    const request = readOcspRequest(der);
    nonceOf(request.extensions);
    const { requests, extensions } = request;
    const isKnown = extensions.every(({ critical, oid }) => !critical || known.has(oid));
    const asked = requests.length;
    return asked > 0 && asked <= mostAsked && isKnown && !requests.some(hasCritical) ? request : null;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

const known: ReadonlySet<string> = new Set([
  Oid.ocspNonce,
  Oid.ocspAcceptableResponses,
  Oid.ocspPreferredSignatureAlgorithms,
]);

const hasCritical = ({ extensions }: OcspRequest["requests"][number]): boolean =>
  extensions.some(({ critical }) => critical);

/** Is a certificate of this authority meant, whatever its number is? */
function isOwn({ subject, spki }: Certificate, certId: CertId): boolean {
  const { serialNumber } = certId;
  return identifies(certId, { issuerName: subject.der, issuerSpki: spki, serialNumber });
}

function signAnswers(
  { requests }: OcspRequest,
  statuses: readonly CertificateStatus[],
  { responder, nonce, now }: { readonly responder: Responder; readonly nonce: Uint8Array | null; readonly now: Date },
): Kept {
  const end = Math.min(now.getTime() + lifetime, responder.notAfter.getTime());
  const nextUpdate = new Date(Math.floor(end / 1000) * 1000);
  const answers = requests.map(({ certId }, index): WrittenAnswer => {
    const status = statusOf(statuses[index]!);
    const since = status.kind === "revoked" ? status.at.getTime() : 0;
    // Not before the moment that it tells of.
    const thisUpdate = new Date(Math.floor(Math.max(now.getTime() - backdating, since) / 1000) * 1000);
    return { certId: certId.der, status, thisUpdate, nextUpdate };
  });
  const thisUpdate = new Date(Math.max(...answers.map((answer) => answer.thisUpdate.getTime())));
  const order = { answers, producedAt: now, nonce, certificate: responder.certificate };
  const bytes = writeOcspResponse(order, responder.signer);
  const etag = createHash("sha256").update(bytes).digest("hex");
  const until = now.getTime() + (nextUpdate.getTime() - now.getTime()) * givenFor;
  return { bytes, kept: { etag, thisUpdate, nextUpdate }, until };
}

function statusOf(status: CertificateStatus): CertStatus {
  return status.status === "revoked"
    ? { kind: "revoked", at: status.at, reason: status.reason }
    : { kind: status.status };
}
