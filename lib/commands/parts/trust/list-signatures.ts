import { recogniseFile } from "../../../pki/files/recognise.ts";
import { verifySignature } from "../../../pki/keys/signature.ts";
import { isFailure } from "../../error-codes.ts";
import { type Certificate, readCertificate, sha256Hex, subjectKeyId, valueOf } from "../../../pki/x509/certificate.ts";
import { type Crl, readCrl } from "../../../pki/x509/crl.ts";
import { readAuthorityKeyIdentifier, readKeyUsage } from "../../../pki/x509/extension-values.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { Oid } from "../../../pki/asn1/oid.ts";
import type { Store } from "../../ports/store.ts";

/** What a stored authority says of the signature of a revocation list. */
export interface ListSignature {
  /** Position of the list among the elements of the file, from 0. */
  readonly element: number;
  /**
   * `no-issuer`: no certificate of that name is stored; `other-key`: there is one, and the list names another key;
   * `not-allowed`: its key made the signature, but its key usage has no cRLSign (RFC 5280 §4.2.1.3).
   */
  readonly verdict: "valid" | "invalid" | "unsupported" | "no-issuer" | "other-key" | "not-allowed";
  /** The certificate that says so; null with `no-issuer`. */
  readonly by: { readonly fileName: string | null; readonly sha256: string; readonly subject: string } | null;
}

/** Checks the signature of each revocation list of a file with the stored certificates of its issuer. */
export async function listSignatures(store: Store, bytes: Uint8Array): Promise<ListSignature[]> {
  const signatures: ListSignature[] = [];
  for (const [element, { kind, bytes: der }] of recogniseFile(bytes).elements.slice(0, mostLists).entries()) {
    const crl = kind === "crl" ? readOrNull(der) : null;
    if (crl !== null) signatures.push({ element, ...(await signatureOf(store, crl)) });
  }
  return signatures;
}

/** As many elements as `inspect` shows. */
const mostLists = 200;

/** A list that only inspect can show has no signer that could be told. */
function readOrNull(der: Uint8Array): Crl | null {
  try {
    return readCrl(der);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

type Judged = Omit<ListSignature, "element">;

const ranks: readonly ListSignature["verdict"][] = ["valid", "not-allowed", "invalid", "unsupported", "other-key"];

async function signatureOf(store: Store, crl: Crl): Promise<Judged> {
  const records = await store.certificatesBySubject(crl.issuer.der);
  const judged = records.map(({ der, fileName }): Judged => {
    const certificate = readCertificate(der);
    return {
      verdict: verdictOf(crl, certificate),
      by: { fileName, sha256: sha256Hex(der), subject: formatName(certificate.subject) },
    };
  });
  const [best] = judged.sort((one, other) => ranks.indexOf(one.verdict) - ranks.indexOf(other.verdict));
  return best ?? { verdict: "no-issuer", by: null };
}

function verdictOf(crl: Crl, certificate: Certificate): ListSignature["verdict"] {
  const verdict = verifySignature(crl.signatureAlgorithm, crl.tbs, crl.signature, certificate.spki);
  if (verdict === "valid") {
    const usage = valueOf(certificate, Oid.keyUsage, readKeyUsage);
    return usage === null || usage.has("cRLSign") ? "valid" : "not-allowed";
  }
  const named = valueOf(crl, Oid.authorityKeyIdentifier, readAuthorityKeyIdentifier)?.keyId ?? null;
  const own = subjectKeyId(certificate);
  return named !== null && own !== null && Buffer.compare(named, own) !== 0 ? "other-key" : verdict;
}
