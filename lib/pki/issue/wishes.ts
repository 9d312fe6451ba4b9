import type { CertificationRequest } from "../x509/csr.ts";
import { isFailure } from "../failure.ts";
import { readCertificatePolicies } from "../x509/extension-policy.ts";
import {
  type BasicConstraints,
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyIdentifier,
  readKeyUsage,
  readSubjectAltName,
} from "../x509/extension-values.ts";
import { readElement, Tag } from "../asn1/der.ts";
import { readOid, readString } from "../asn1/der-value.ts";
import { type GeneralNameInput, generalNameKey } from "../x509/general-name-text.ts";
import { formatName, type Name } from "../x509/name.ts";
import { nameOfOid, Oid } from "../asn1/oid.ts";
import { keyIdentifier, readPublicKeyFacts } from "../keys/public-key.ts";
import { keyUsageOf } from "../templates/layout.ts";
import { isAuthorityTemplate, type Template } from "../templates/template.ts";
import { requestedNameKey, requestedNameLists, typedName } from "./requested-names.ts";

/** What a request asks for and the certificate does not carry, or not so: extensions come from the template. */

export type WishKind =
  | "subject"
  | "authority"
  | "key-usage"
  | "extended-key-usage"
  | "names"
  | "policies"
  | "template"
  | "extension"
  | "attribute";

export interface Wish {
  readonly kind: WishKind;
  /** As the request has it: names of usages, purposes, policies and extensions; dotted where they have none. */
  readonly asked: readonly string[];
  /** What stands in its place; empty: left out. */
  readonly granted: readonly string[];
}

export interface Grant {
  readonly template: Template;
  /** Of the certificate, or as the template would have it; null: no limit. */
  readonly pathLength: number | null;
  /** The alternative names that are certified. */
  readonly names: readonly GeneralNameInput[];
  /** Of the certificate; absent: that of the request. */
  readonly subject?: Name;
}

/**
 * Lists the wishes of a request that are not granted as they are, in a fixed order; none when it asks for nothing else
 * than it gets. A part that cannot be read is a wish for the extension that it stands in.
 */
export function wishesOf(request: CertificationRequest, grant: Grant): Wish[] {
  const asked = request.extensions.flatMap(({ oid, value }) => readWish(oid, value, request));
  const wishes: Wish[] = [];
  const add = (kind: WishKind, list: readonly string[], granted: readonly string[] = []) => {
    if (list.length > 0) wishes.push({ kind, asked: [...new Set(list)], granted });
  };
  const of = (kind: WishKind) => asked.filter((each) => each.kind === kind).flatMap(({ texts }) => texts);

  const [own, subject] = [formatName(request.subject), formatName(grant.subject ?? request.subject)];
  if (own !== subject) add("subject", [own], [subject]);
  const authority = authorityText({ isCa: isAuthorityTemplate(grant.template), pathLength: grant.pathLength });
  add(
    "authority",
    of("authority").filter((text) => text !== authority),
    [authority],
  );
  const usages = keyUsageOf(grant.template, readPublicKeyFacts(request.spki));
  const wanted = of("key-usage");
  if (wanted.some((bit) => !usages.some((usage) => usage === bit))) add("key-usage", wanted, usages);
  const purposes = grant.template.rules.purposes.map(named);
  const meant = of("extended-key-usage");
  if (!isSameSet(meant, purposes)) add("extended-key-usage", meant, purposes);
  add("names", leftOutNames(request, grant.names));
  for (const kind of ["policies", "template", "extension"] as const) add(kind, of(kind));
  add(
    "attribute",
    request.attributes
      .map(({ type }) => type)
      .filter((type) => !isRead.has(type))
      .map(named),
  );
  return wishes;
}

interface Asked {
  readonly kind: WishKind;
  readonly texts: readonly string[];
}

function readWish(oid: string, value: Uint8Array, { spki }: CertificationRequest): Asked[] {
  try {
    switch (oid) {
      case Oid.subjectAltName:
        readSubjectAltName(value);
        return [];
      case Oid.basicConstraints: {
        const constraints = readBasicConstraints(value);
        return constraints.isCa ? [{ kind: "authority", texts: [authorityText(constraints)] }] : [];
      }
      case Oid.keyUsage:
        return [{ kind: "key-usage", texts: [...readKeyUsage(value)] }];
      case Oid.extendedKeyUsage:
        return [{ kind: "extended-key-usage", texts: readExtendedKeyUsage(value).map(named) }];
      case Oid.certificatePolicies:
        return [{ kind: "policies", texts: readCertificatePolicies(value).map(({ policy }) => named(policy)) }];
      case Oid.microsoftCertificateTemplate:
        return [{ kind: "template", texts: [readOid(readElement(value, Tag.sequence).open().next())] }];
      case Oid.microsoftEnrollCertType:
        return [{ kind: "template", texts: [readString(readElement(value))] }];
      case Oid.subjectKeyIdentifier:
        if (Buffer.compare(readKeyIdentifier(value), keyIdentifier(spki)) === 0) return [];
    }
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
  }
  return [{ kind: "extension", texts: [named(oid)] }];
}

const named = (oid: string): string => nameOfOid(oid) ?? oid;

function authorityText({ isCa, pathLength }: BasicConstraints): string {
  if (!isCa) return "CA:FALSE";
  return pathLength === null ? "CA:TRUE" : `CA:TRUE, pathlen:${pathLength}`;
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.every((each) => other.includes(each)) && other.every((each) => one.includes(each));
}

/** Names of every list of the request that are not certified. */
function leftOutNames(request: CertificationRequest, names: readonly GeneralNameInput[]): string[] {
  const certified = new Set(names.map(generalNameKey));
  return listsOf(request)
    .flat()
    .filter((name) => {
      const key = requestedNameKey(name);
      return key === null || !certified.has(key);
    })
    .map(typedName);
}

function listsOf(request: CertificationRequest): ReturnType<typeof requestedNameLists> {
  try {
    return requestedNameLists(request);
  } catch (error) {
    if (isFailure(error, "csr.names-unreadable")) return [];
    throw error;
  }
}

/** Attributes that are read, and those in which Windows tells of itself: nothing is asked for by them. */
const isRead: ReadonlySet<string> = new Set([
  Oid.extensionRequest,
  Oid.microsoftExtensionRequest,
  "1.3.6.1.4.1.311.13.2.2",
  "1.3.6.1.4.1.311.13.2.3",
  "1.3.6.1.4.1.311.21.20",
]);
