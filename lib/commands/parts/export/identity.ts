import { type Certificate, readCertificate } from "../../../pki/x509/certificate.ts";
import { Failure } from "../../error-codes.ts";
import { writePem } from "../../../pki/asn1/pem.ts";
import type { Context } from "../../command.ts";
import type { StoredFile } from "../../ports/files.ts";
import { type ChainEnds, endsOf } from "../../../pki/path/chain.ts";
import { chainsInInventory, isSelfSigned } from "../../../pki/path/issuers.ts";
import { chainTo } from "../chain.ts";
import { findFile } from "../stored.ts";

/** The files under one name, and what its parts need of each other before they leave. */
export interface Identity {
  readonly name: string;
  readonly files: readonly StoredFile[];
}

/** @throws Failure `file.not-found`. */
export async function requireIdentity({ store }: Context, name: string): Promise<Identity> {
  const files = await store.filesOf(name);
  if (files.length > 0) return { name, files };
  const file = await findFile(store, name, []);
  if (file === null) throw new Failure("file.not-found", { fileName: name, nearest: null });
  return { name: file.basename, files: await store.filesOf(file.basename) };
}

export function findCertificate({ files }: Identity): StoredFile | undefined {
  return files.find((file) => file.kind === "certificate");
}

/** @throws Failure `export.no-certificate`. */
export function requireCertificate(identity: Identity): StoredFile {
  const certificate = findCertificate(identity);
  if (certificate === undefined) throw new Failure("export.no-certificate", { name: identity.name });
  return certificate;
}

/** @throws Failure `key.absent`, `key.still-locked`: its public half is not known. */
export function requireKey({ name, files }: Identity): StoredFile {
  const key = files.find((file) => file.kind === "key");
  if (key !== undefined) return key;
  const locked = files.find((file) => file.kind === "locked-key");
  throw locked === undefined
    ? new Failure("key.absent", { fileName: `${name}.key` })
    : new Failure("key.still-locked", { fileName: locked.fileName });
}

/** Key and certificate of one identity. @throws Failure as the two above, `export.key-mismatch`. */
export function requirePair(identity: Identity): { key: StoredFile; certificate: StoredFile } {
  const key = requireKey(identity);
  const certificate = requireCertificate(identity);
  // A generation that was restored may belong to an older key.
  if (key.spkiSha256 !== certificate.spkiSha256)
    throw new Failure("export.key-mismatch", { keyFile: key.fileName, certificateFile: certificate.fileName });
  return { key, certificate };
}

/** Which chain: the root that it ends in (see `chooseChain`), and whether that goes along. */
export interface ChainWish {
  readonly root?: string | undefined;
  readonly withRoot: boolean;
}

/**
 * Leaf first, then each issuer: the order in which a service sends them (RFC 5246 §7.4.2). Without `withRoot` a
 * self-signed issuer at the end is left out; a leaf that signed itself stays.
 * @throws Failure `chain.no-such-root`.
 */
export async function chainOf(
  { store, clock }: Context,
  certificate: StoredFile,
  { root, withRoot }: ChainWish,
): Promise<Certificate[]> {
  const chains = await chainsInInventory(store, { leaf: readCertificate(certificate.bytes), at: clock.now() });
  const { certificates } = await chainTo(store, chains, root);
  return certificates.filter((each, index) => index === 0 || withRoot || !isSelfSigned(each));
}

/** Where the chain of an identity leads, and where its other chains do, the best first; null without a certificate. */
export async function identityEnds(
  { store, clock }: Context,
  identity: Identity,
  root: string | undefined,
): Promise<ChainEnds | null> {
  const certificate = findCertificate(identity);
  if (certificate === undefined) return null;
  const chains = await chainsInInventory(store, { leaf: readCertificate(certificate.bytes), at: clock.now() });
  return endsOf(await chainTo(store, chains, root), chains);
}

/** The same when the certificate is there and is the key's; otherwise nothing. */
export async function ownChain(context: Context, identity: Identity, wish: ChainWish): Promise<Certificate[]> {
  const certificate = findCertificate(identity);
  return certificate === undefined || certificate.spkiSha256 !== publicHalf(identity).spkiSha256
    ? []
    : chainOf(context, certificate, wish);
}

/** A file that shows the public key of the identity, the key's own when it is here. @throws Failure `key.absent`. */
export function publicHalf({ name, files }: Identity): StoredFile & { readonly spki: Uint8Array } {
  const [file] = files
    .filter(hasPublicKey)
    .sort((one, other) => Number(other.kind === "key") - Number(one.kind === "key"));
  if (file === undefined) throw new Failure("key.absent", { fileName: `${name}.key` });
  return file;
}

function hasPublicKey(file: StoredFile): file is StoredFile & { readonly spki: Uint8Array } {
  return file.spki !== null;
}

export function chainPem(chain: readonly Certificate[]): string {
  return chain.map(({ der }) => writePem("CERTIFICATE", der)).join("");
}

export function ders(chain: readonly Certificate[]): Uint8Array[] {
  return chain.map(({ der }) => der);
}
