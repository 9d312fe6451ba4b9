import type { Certificate } from "../../lib/pki/x509/certificate.ts";
import type { Crl } from "../../lib/pki/x509/crl.ts";
import { parseGeneralNameText } from "../../lib/pki/x509/general-name-text.ts";
import type { Subject } from "../../lib/pki/x509/name.ts";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { publicKeyId } from "../../lib/pki/keys/public-key.ts";
import type { AuthorityList, Identity, Material, StoredCertificates } from "../../lib/targets/material.ts";
import { instant, make, type Made, type Plan } from "./authority.ts";

/** Stored identities, as lib/commands/parts/service/material.ts would load them, for tests of targets. */

export interface Authority {
  readonly made: Made;
  /** Its own certificate and those above it, nearest first. */
  readonly chain: readonly Certificate[];
}

export function makeRoot(commonName: string): Authority {
  const made = make({ subject: { CN: commonName }, isCa: true });
  return { made, chain: [made.certificate] };
}

export function makeIntermediate(commonName: string, by: Authority): Authority {
  const made = make({ subject: { CN: commonName }, isCa: true, issuer: by.made });
  return { made, chain: [made.certificate, ...by.chain] };
}

export interface Wanted extends Partial<Omit<Plan, "subject" | "names" | "issuer">> {
  readonly subject?: Subject;
  readonly names?: readonly string[];
  readonly uses?: readonly ("server" | "client")[];
}

export function makeIdentity(
  name: string,
  by: Authority,
  { subject = { CN: name }, names = [], uses = ["server", "client"], ...more }: Wanted = {},
): Identity {
  const purposes = uses.map((use) => (use === "server" ? Oid.serverAuth : Oid.clientAuth));
  // No names: no extension, and not an empty one, which would be broken.
  const without = names.length === 0 ? { without: [Oid.subjectAltName] } : {};
  const made = make({
    subject,
    issuer: by.made,
    purposes,
    names: names.map(parseGeneralNameText),
    ...without,
    ...more,
  });
  return identityFrom(name, made.certificate, by.chain);
}

export function identityFrom(name: string, leaf: Certificate, issuers: readonly Certificate[]): Identity {
  return {
    name,
    leaf,
    issuers,
    keyFile: `${name}.key`,
    key: "present",
    keySpkiSha256: publicKeyId(leaf.spki),
    certificateFile: `${name}.crt`,
    isComplete: true,
    issuerFiles: issuers.map(() => null),
    requestFile: null,
    request: null,
    generation: 1,
    storedAt: { key: instant, request: null, certificate: instant },
  };
}

export const stored = (name: string, ...certificates: readonly Certificate[]): StoredCertificates => ({
  name,
  fileName: `${name}.crt`,
  certificates,
  form: "pem",
  text: null,
  above: [],
  storedAt: instant,
});

interface MaterialParts {
  readonly identities?: readonly Identity[];
  readonly lists?: readonly StoredCertificates[];
  readonly crls?: Readonly<Record<string, Crl>>;
  readonly revocationLists?: readonly Crl[];
  readonly authorityLists?: readonly AuthorityList[];
  readonly now?: Date;
}

export function materialOf({
  identities = [],
  lists = [],
  crls = {},
  revocationLists = [],
  authorityLists = [],
  now = instant,
}: MaterialParts): Material {
  return {
    now,
    identities: new Map(identities.map((each) => [each.name, each])),
    certificates: new Map(lists.map((each) => [each.name, each])),
    offers: new Map(),
    publicRoots: new Map(),
    instead: new Map(),
    revocationLists,
    authorityLists,
    publishedAt: null,
    crls: new Map(Object.entries(crls).map(([name, crl]) => [name, { name, fileName: `${name}.crl`, crl }])),
  };
}
