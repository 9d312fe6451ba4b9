import type { ComparedField } from "../../../pki/inspect/compare.ts";
import { type ComparableElement, compareElements } from "../../../pki/inspect/compare.ts";
import { withoutSignature } from "../../../pki/issue/offline.ts";
import { readPem } from "../../../pki/asn1/pem.ts";
import { verifySignature } from "../../../pki/keys/signature.ts";
import { readOfflineAnswer, readOfflineBody } from "../../../pki/offline/package.ts";
import { type Certificate, readCertificate, serialHex } from "../../../pki/x509/certificate.ts";
import { type Crl, readCrl, readCrlNumber } from "../../../pki/x509/crl.ts";
import { extensionOf } from "../../../pki/x509/certificate.ts";
import { Oid } from "../../../pki/asn1/oid.ts";
import { formatName } from "../../../pki/x509/name.ts";
import type { Context } from "../../command.ts";
import { Failure, type OfflineDifference } from "../../error-codes.ts";
import type { OfflineRequest } from "../../ports/offline.ts";

/** What came back from an authority whose key is not here. */
export type Signed =
  | { readonly kind: "certificate"; readonly read: Certificate }
  | { readonly kind: "revocation-list"; readonly read: Crl };

export interface Came {
  readonly signed: Signed;
  /** What an answer file says that it answers; null for a certificate or list that came by itself. */
  readonly answers: { readonly id: string; readonly sha256: string } | null;
}

/**
 * Reads an answer file, or the certificate or list itself, PEM or DER.
 * @throws Failure `offline.not-an-answer`, and the errors of reading
 */
export async function readCame({ reader, clock }: Context, bytes: Uint8Array): Promise<Came> {
  const answer = readOfflineAnswer(bytes);
  const { elements } = await reader.inspect(answer?.signed ?? bytes, { now: clock.now() });
  const [element, ...others] = elements;
  const pem = element?.pem ?? null;
  const der = pem === null ? null : (readPem(pem).blocks[0]?.bytes ?? null);
  if (element === undefined || der === null || others.length > 0)
    throw new Failure("offline.not-an-answer", { found: "" });
  const answers = answer === null ? null : { id: answer.id, sha256: answer.sha256 };
  if (element.kind === "certificate") return { answers, signed: { kind: "certificate", read: readCertificate(der) } };
  if (element.kind === "crl") return { answers, signed: { kind: "revocation-list", read: readCrl(der) } };
  throw new Failure("offline.not-an-answer", { found: "" });
}

/**
 * The request that an answer pairs with: by its id, else by the serial number under its issuer, or by the list itself.
 * @throws Failure `offline.unknown`, `offline.answer-of-another`, `offline.answer-unpaired`, `offline.package-changed`,
 *   `offline.ended`
 */
export async function requirePaired(
  { store }: Context,
  came: Came,
  named: string | undefined,
): Promise<OfflineRequest> {
  const { answers, signed } = came;
  const id = answers?.id ?? named;
  const found = id === undefined ? await pairedBy(store, signed) : await store.offlineRequest(id);
  if (found === null) {
    if (id !== undefined) throw new Failure("offline.unknown", { id });
    throw new Failure("offline.answer-unpaired", {
      serial: signed.kind === "certificate" ? serialHex(signed.read) : "",
    });
  }
  if (named !== undefined && found.id !== named) {
    const wanted = await store.offlineRequest(named);
    throw new Failure("offline.answer-of-another", { answers: found.subject, wanted: wanted?.subject ?? named });
  }
  if (found.state !== "out")
    throw new Failure("offline.ended", {
      subject: found.subject,
      state: found.state,
      at: found.endedAt?.toISOString() ?? "",
    });
  if (answers !== null && answers.sha256 !== found.sha256)
    throw new Failure("offline.package-changed", { subject: found.subject });
  return found;
}

async function pairedBy(store: Context["store"], signed: Signed): Promise<OfflineRequest | null> {
  if (signed.kind === "revocation-list") return store.offlineRequestFor({ tbs: signed.read.tbs });
  for (const issuer of await store.certificatesBySubject(signed.read.issuer.der)) {
    const authority = (await store.file(issuer.fileName ?? ""))?.spkiSha256;
    const found =
      authority === undefined || authority === null
        ? null
        : await store.offlineRequestFor({ authority, serialNumber: serialHex(signed.read) });
    if (found !== null) return found;
  }
  return null;
}

/**
 * Requires that what came is byte for byte what was asked for, and that the authority signed it.
 * @throws Failure `offline.answer-differs` field by field, `offline.signature-invalid`
 */
export async function requireAsAsked(context: Context, wanted: OfflineRequest, { read }: Signed): Promise<void> {
  const { subject } = wanted;
  const { authority } = readOfflineBody(wanted.package);
  const issuer = readCertificate(Buffer.from(authority.certificate, "base64"));
  const isSame = Buffer.compare(read.tbs, wanted.tbs) === 0;
  const isOneAlgorithm = Buffer.compare(read.signatureAlgorithm, read.tbsSignatureAlgorithm) === 0;
  if (!isSame || !isOneAlgorithm) {
    const differences = "spki" in read ? await ofCertificates(context, wanted, read) : ofLists(wanted, read);
    throw new Failure("offline.answer-differs", { subject, differences });
  }
  if (verifySignature(read.signatureAlgorithm, read.tbs, read.signature, issuer.spki) !== "valid")
    throw new Failure("offline.signature-invalid", { subject, authority: formatName(issuer.subject) });
}

/** The signature itself is not compared, nor what is computed from the whole. */
const left: readonly ComparedField[] = ["fingerprint", "publicKey"];

async function ofCertificates(
  { reader, clock }: Context,
  wanted: OfflineRequest,
  came: Certificate,
): Promise<readonly OfflineDifference[]> {
  if (wanted.kind !== "certificate") return [other("Type", "revocation list", "certificate")];
  const asked = withoutSignature(wanted.tbs, came.signatureAlgorithm);
  const [first, second] = await Promise.all(
    [asked, came.der].map(async (der) => (await reader.inspect(der, { now: clock.now() })).elements[0]),
  );
  const rows = compareElements(first as ComparableElement, second as ComparableElement);
  const different = rows.filter(({ field, relation }) => relation !== "same" && !left.includes(field));
  return different.map(({ field, label, first: one, second: two, firstAlone, secondAlone }) => ({
    field,
    label,
    asked: shown(firstAlone.length > 0 ? firstAlone : (one?.values ?? [])),
    answered: shown(secondAlone.length > 0 ? secondAlone : (two?.values ?? [])),
  }));
}

const shown = (values: readonly string[]): string => values.join(", ").slice(0, 200);

const other = (label: string, asked: string, answered: string): OfflineDifference => ({
  field: "other",
  label,
  asked,
  answered,
});

/** In the words of OpenSSL. */
function ofLists(wanted: OfflineRequest, came: Crl): readonly OfflineDifference[] {
  if (wanted.kind !== "revocation-list") return [other("Type", "certificate", "revocation list")];
  const asked = readCrl(withoutSignature(wanted.tbs, came.signatureAlgorithm));
  const fields = (list: Crl): readonly (readonly [string, string])[] => {
    const number = extensionOf(list, Oid.cRLNumber);
    return [
      ["Issuer", formatName(list.issuer)],
      ["Last Update", list.thisUpdate.toISOString()],
      ["Next Update", list.nextUpdate?.toISOString() ?? ""],
      ["X509v3 CRL Number", number === undefined ? "" : readCrlNumber(number.value).toString()],
      ["Revoked Certificates", [...list.entries()].map(serialHex).join(", ").slice(0, 200)],
      ["Signature Algorithm", Buffer.from(list.tbsSignatureAlgorithm).toString("hex")],
    ];
  };
  const [one, two] = [fields(asked), fields(came)];
  const rows = one.flatMap(([label, value], index) =>
    value === two[index]?.[1] ? [] : [other(label, value, two[index]?.[1] ?? "")],
  );
  return rows.length > 0 ? rows : [other("TBSCertList", `${wanted.tbs.length}`, `${came.tbs.length}`)];
}
