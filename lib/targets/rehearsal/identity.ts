import { subjectAltNames, type Certificate } from "../../pki/x509/certificate.ts";
import { commonNamesOf, type Name, type NameAttribute } from "../../pki/x509/name.ts";
import { abbreviationOf } from "../../pki/x509/name-attribute.ts";
import { Oid } from "../../pki/asn1/oid.ts";
import type { HandshakeRules } from "../handshake.ts";

export type IdentityKind = NonNullable<HandshakeRules["identity"]>;

/** Whom a service can take the bearer of a certificate for. Absent parts are null. */
export interface ClientIdentity {
  /** nginx's `$ssl_client_s_dn`: RFC 2253, the most specific part first, no blank after the comma. */
  readonly nginxDn: string;
  readonly commonName: string | null;
  /** otherName 1.3.6.1.4.1.311.20.2.3 of the alternative names. */
  readonly upn: string | null;
  /** Of the alternative names, else emailAddress of the subject. */
  readonly email: string | null;
  readonly fingerprint: string;
}

export function clientIdentityOf(certificate: Certificate, sha256: string): ClientIdentity {
  const names = subjectAltNames(certificate);
  const mail = names.find((name) => name.kind === "email");
  const upn = names.find((name) => name.kind === "upn");
  return {
    nginxDn: nginxDnOf(certificate.subject),
    commonName: commonNamesOf(certificate.subject).at(-1) ?? null,
    upn: upn?.kind === "upn" ? upn.value : null,
    email: mail?.kind === "email" ? mail.value : (valueOf(certificate.subject, Oid.emailAddress) ?? null),
    fingerprint: sha256,
  };
}

/** The value that a service of this kind takes; null when the certificate has none. */
export function identityValue(identity: ClientIdentity, kind: IdentityKind): string | null {
  switch (kind) {
    case "nginx-dn":
      return identity.nginxDn;
    case "cn":
    case "postgres-cn":
      return identity.commonName;
    case "upn":
      return identity.upn;
    case "email":
      return identity.email;
  }
}

function valueOf(name: Name, type: string): string | undefined {
  return name.rdns.flat().find((attribute) => attribute.type === type)?.value;
}

/**
 * X509_NAME_print_ex with XN_FLAG_RFC2253, which is what nginx puts into `$ssl_client_s_dn`: the RDNs turned round, the
 * parts of one in reverse too, and every byte beyond ASCII as `\XX` of its UTF-8 (ASN1_STRFLGS_ESC_MSB).
 */
export function nginxDnOf(name: Name): string {
  return name.rdns
    .toReversed()
    .map((rdn) => rdn.toReversed().map(attributeText).join("+"))
    .join(",");
}

/** Types that OpenSSL names otherwise than RFC 4514. */
const opensslNames: ReadonlyMap<string, string> = new Map([[Oid.streetAddress, "street"]]);

function attributeText(attribute: NameAttribute): string {
  const short = opensslNames.get(attribute.type) ?? abbreviationOf(attribute.type);
  // XN_FLAG_DUMP_UNKNOWN_FIELDS: a type without a name is dumped as its whole encoding.
  if (short === null)
    return `${attribute.type}=#${hex([attribute.tag, ...lengthOctets(attribute.raw.length), ...attribute.raw])}`;
  return `${short}=${escapeRfc2253(attribute.value)}`;
}

function escapeRfc2253(value: string): string {
  const bytes = [...new TextEncoder().encode(value)];
  return bytes.map((octet, index) => escapeOctet(octet, index === 0, index === bytes.length - 1)).join("");
}

function escapeOctet(octet: number, isFirst: boolean, isLast: boolean): string {
  const character = String.fromCharCode(octet);
  if (octet < 0x20 || octet > 0x7e) return `\\${octet.toString(16).toUpperCase().padStart(2, "0")}`;
  if (',+"\\<>;'.includes(character)) return `\\${character}`;
  if (character === " " && (isFirst || isLast)) return "\\ ";
  return character === "#" && isFirst ? "\\#" : character;
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function hex(bytes: readonly number[]): string {
  return bytes.map((octet) => octet.toString(16).toUpperCase().padStart(2, "0")).join("");
}
