import { verifySignature } from "../../../pki/keys/signature.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import { isSelfSigned } from "../../../pki/path/issuers.ts";
import { type Certificate, isAuthority, readCertificate, serialHex, sha256Hex } from "../../../pki/x509/certificate.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { Failure, isFailure } from "../../error-codes.ts";
import { type Authority, authorityOf } from "../../ports/authority.ts";
import type { Store } from "../../ports/store.ts";
import { requireFile } from "../stored.ts";

/** A stored certificate that can be revoked, and the authority that can do it. */
export interface Revocable {
  /** As it was named; its file, or the name of the item that had it before. */
  readonly fileName: string;
  /** Null for one that no name holds by itself. */
  readonly basename: string | null;
  readonly certificate: Certificate;
  readonly sha256: string;
  readonly serialNumber: string;
  /** Without a key file: its key is elsewhere, and its lists go out to be signed. */
  readonly issuer: Omit<Authority, "keyFile"> & { readonly keyFile: string | null };
  /** SHA-256 of the issuer's SubjectPublicKeyInfo. */
  readonly authority: string;
}

const extensions = [".crt", ".cer", ".pem"] as const;
/** `sha256:<64 hexadecimal digits>`: a certificate that its name does not hold any more, or that has none. */
const byFingerprint = /^sha256:([0-9a-f]{64})$/i;

type Named = Pick<Revocable, "fileName" | "basename" | "certificate">;

/** @throws Failure `file.not-found`, `file.wrong-kind` */
export async function requireNamed(store: Store, name: string): Promise<Named> {
  const [, sha256] = byFingerprint.exec(name) ?? [];
  if (sha256 === undefined) {
    const { fileName, basename, bytes } = await requireFile(store, name, extensions, ["certificate"]);
    return { fileName, basename, certificate: readCertificate(bytes) };
  }
  const record = await store.certificateBySha256(sha256.toLowerCase());
  if (record === null) throw new Failure("file.not-found", { fileName: name, nearest: null });
  return { fileName: record.fileName ?? name, basename: record.basename, certificate: readCertificate(record.der) };
}

/** A certificate whose key signed another one. */
interface SignedBy {
  /** Its file, or `sha256:<fingerprint>` of one that another has followed under its name. */
  readonly name: string;
  readonly basename: string;
  readonly issuer: Certificate;
  readonly isFormer: boolean;
}

/**
 * The stored certificates whose key signed this one: live ones before those that another has followed, valid ones before
 * others, and then the one that lasts longest.
 */
async function signersOf(store: Store, certificate: Certificate, now: Date): Promise<readonly SignedBy[]> {
  const name = certificate.issuer.der;
  const [live, former] = await Promise.all([store.certificatesBySubject(name), store.formerCertificates(name)]);
  const all = [
    ...live.flatMap(({ der, fileName, basename }) =>
      fileName === null
        ? []
        : [{ name: fileName, basename: basename ?? fileName, issuer: readCertificate(der), isFormer: false }],
    ),
    ...former.map(({ der, basename }) => {
      const issuer = readCertificate(der);
      return { name: `sha256:${sha256Hex(der)}`, basename, issuer, isFormer: true };
    }),
  ];
  const found = all.filter(
    ({ issuer }) =>
      isAuthority(issuer) &&
      verifySignature(certificate.signatureAlgorithm, certificate.tbs, certificate.signature, issuer.spki) === "valid",
  );
  const isValid = ({ issuer }: SignedBy) => issuer.notBefore <= now && now <= issuer.notAfter;
  return found.sort(
    (one, other) =>
      Number(one.isFormer) - Number(other.isFormer) ||
      Number(isValid(other)) - Number(isValid(one)) ||
      other.issuer.notAfter.getTime() - one.issuer.notAfter.getTime(),
  );
}

/** The authority by which a signer takes back; null where its key is not here. */
async function issuerOf(store: Store, { name, basename, issuer, isFormer }: SignedBy): Promise<Authority | null> {
  const file = await store.file(isFormer ? `${basename}.crt` : name);
  if (file === null) return null;
  if (!isFormer) {
    try {
      return await authorityOf(store, file);
    } catch (error) {
      if (isFailure(error, "key.absent")) return null;
      throw error;
    }
  }
  const spkiSha256 = publicKeyId(issuer.spki);
  const key = await store.authorityKey(spkiSha256);
  if (key === null) return null;
  return { authority: { ...file, spkiSha256, bytes: issuer.der }, certificate: issuer, keyFile: key.fileName };
}

/** The names of the stored authorities that signed a certificate, for what is permitted on them. */
export async function namesOfSigners(store: Store, name: string, onlyOfAuthority: boolean): Promise<readonly string[]> {
  const { certificate } = await requireNamed(store, name);
  if (onlyOfAuthority && !isAuthority(certificate)) return [];
  return (await signersOf(store, certificate, new Date(0))).map(({ name: signer }) => signer);
}

/**
 * @throws Failure `file.not-found`, `file.wrong-kind`; `revocation.self-signed`; `revocation.issuer-not-here` when the
 *   key that signed it is not stored.
 */
export async function requireRevocable(store: Store, name: string, now: Date): Promise<Revocable> {
  const named = await requireNamed(store, name);
  const { certificate, fileName } = named;
  if (isSelfSigned(certificate)) throw new Failure("revocation.self-signed", { fileName });
  const signers = await signersOf(store, certificate, now);
  const of = (issuer: Revocable["issuer"]): Revocable => ({
    ...named,
    sha256: sha256Hex(certificate.der),
    serialNumber: serialHex(certificate),
    issuer,
    authority: issuer.authority.spkiSha256 ?? "",
  });
  let elsewhere: Revocable | null = null;
  for (const signer of signers) {
    const issuer = await issuerOf(store, signer);
    if (issuer !== null) return of(issuer);
    const file = signer.isFormer ? null : await store.file(signer.name);
    // One that signs what is sent out to it, or has signed lists here, is of this console though its key is not.
    if (file !== null && elsewhere === null && (await store.crlIssuer(file.spkiSha256 ?? "")) !== null)
      elsewhere = of({ authority: file, certificate: readCertificate(file.bytes), keyFile: null });
  }
  if (elsewhere !== null) return elsewhere;
  throw new Failure("revocation.issuer-not-here", {
    fileName,
    issuer: formatName(certificate.issuer),
    issuerFile: signers.find(({ isFormer }) => !isFormer)?.name ?? "",
  });
}
