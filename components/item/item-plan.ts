import type { FileKind } from "@/lib/commands/ports/files.ts";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

export interface ItemFile {
  readonly fileName: string;
  readonly kind: FileKind;
}

const order: readonly FileKind[] = [
  "certificate",
  "csr",
  "bundle",
  "pkcs7",
  "pkcs12",
  "crl",
  "key",
  "locked-key",
  "public-key",
  "ssh-public-key",
];

/** The file that a page speaks of: the one that was asked for, else the certificate, the request, whatever there is. */
export function shownFile<F extends ItemFile>(files: readonly F[], wanted: string | undefined): F {
  const sorted = [...files].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  const found = sorted.find((file) => file.fileName === wanted) ?? sorted[0];
  if (found === undefined) throw new Error("an item holds at least one file");
  return found;
}

/** The request that waits for a certificate: there is none yet, or the request is newer than it. Null for none. */
export function waitingFile<F extends ItemFile & { readonly createdAt: Date }>(files: readonly F[]): F | null {
  const find = (kind: FileKind) => files.find((file) => file.kind === kind);
  const [certificate, request] = [find("certificate"), find("csr")];
  if (request === undefined) return null;
  return certificate === undefined || request.createdAt > certificate.createdAt ? request : null;
}

interface Link {
  readonly href: string;
  readonly label: string;
}

interface Situation {
  readonly row: ItemRow;
  readonly files: readonly ItemFile[];
  readonly texts: UiTexts["item"]["actions"];
  readonly mayWrite: boolean;
  readonly maySign: boolean;
  /** The key has a passphrase of its own already. */
  readonly isUnderPassphrase: boolean;
  readonly mayRevoke: boolean;
  readonly hasStaple: boolean;
}

const isDue = ({ status }: ItemRow): boolean => status === "ends-soon" || status === "expired";

/** The one next step of a name, and the others. */
export function itemActions({
  row,
  files,
  texts,
  mayWrite,
  maySign,
  isUnderPassphrase,
  mayRevoke,
  hasStaple,
}: Situation): {
  first: Link | null;
  more: readonly Link[];
} {
  const find = (kind: FileKind) => files.find((file) => file.kind === kind)?.fileName;
  const [certificate, request, key, locked, pkcs12] = [
    find("certificate"),
    find("csr"),
    find("key"),
    find("locked-key"),
    find("pkcs12"),
  ];
  const link = (path: string, query: Readonly<Record<string, string>>, label: string): Link => ({
    href: `${path}?${new URLSearchParams(query).toString()}`,
    label,
  });
  const links: Link[] = [];
  if (certificate !== undefined && mayWrite && isDue(row))
    links.push(link("/renew", { certificate: row.basename }, texts.renew));
  if (locked !== undefined && mayWrite) links.push(link("/unlock", { key: locked }, texts.unlock));
  if (request !== undefined && maySign) links.push(link("/sign", { request }, texts.sign));
  if (row.isAuthority && key !== undefined && certificate !== undefined && maySign)
    links.push(link("/sign", { issuer: certificate }, texts.signWith));
  if (certificate !== undefined && mayWrite && !isDue(row))
    links.push(link("/renew", { certificate: row.basename }, texts.renew));
  const like = certificate ?? request;
  if (like !== undefined && mayWrite) links.push(link("/request", { like }, texts.like));
  if (key !== undefined && request === undefined && certificate === undefined && mayWrite)
    links.push(link("/request", { key, name: row.basename }, texts.requestForKey));
  if (certificate !== undefined) links.push(link("/verify", { file: certificate }, texts.verify));
  if (certificate !== undefined && !row.isSelfSigned) links.push(link("/bundle", { file: certificate }, texts.bundle));
  if (key !== undefined && (certificate ?? request) !== undefined)
    links.push(link("/match", { key, certificate: certificate ?? request ?? "" }, texts.match));
  if (key !== undefined && !isUnderPassphrase && mayWrite)
    links.push(link("/key-passphrase", { key }, texts.passphrase));
  if (pkcs12 !== undefined && mayWrite) links.push(link("/pkcs12-to-ssh", { username: row.basename }, texts.ssh));
  if (certificate !== undefined && !row.isSelfSigned && mayRevoke)
    links.push(link("/revoke", { certificate: row.basename }, texts.revoke));
  if (certificate !== undefined && hasStaple) links.push(link("/download/staple", { certificate }, texts.staple));
  const isSignedRequest = certificate !== undefined && request !== undefined && !row.isAuthority;
  const first =
    isSignedRequest && locked === undefined && !isDue(row)
      ? (links.find((each) => each.label === texts.verify) ?? null)
      : (links[0] ?? null);
  return { first, more: links.filter((each) => each !== first) };
}
