import "reflect-metadata";
import { AsnConvert } from "@peculiar/asn1-schema";
import { NameConstraints } from "@peculiar/asn1-x509";
import * as x509 from "@peculiar/x509";
import type { AskedCertificate, OfflineBody } from "../lib/pki/offline/package.ts";
import { bitString, bytesOf, hexOf, isSame, partsOf, sequence } from "./der.ts";
import { digest, type OpenedPackage } from "./open-package.ts";
import { Trouble } from "./trouble.ts";

/**
 * What is to be signed, read from its bytes by `@peculiar/x509`, which shares no code with the console that wrote them; and
 * whether this reading is the one that the console says it asked for.
 */

export type FactName =
  | "subject"
  | "issuer"
  | "notBefore"
  | "notAfter"
  | "key"
  | "authority"
  | "usage"
  | "purposes"
  | "names"
  | "permitted"
  | "excluded"
  | "policies"
  | "serial"
  | "number"
  | "thisUpdate"
  | "nextUpdate"
  | "entries"
  | "extension"
  | "algorithm";

export interface Fact {
  readonly name: FactName;
  /** Of an extension: what it is called. */
  readonly label: string;
  readonly values: readonly string[];
  readonly isCritical: boolean;
}

export interface Reading {
  readonly kind: OfflineBody["kind"];
  /** Common name, or the whole subject; of a list the authority's. */
  readonly subject: string;
  readonly authorityName: string;
  readonly facts: readonly Fact[];
  readonly text: string;
  readonly isAuthority: boolean;
  readonly pathLength: number | null;
  readonly notBefore: Date;
  readonly notAfter: Date | null;
  readonly serial: string;
  readonly entries: number;
  /** Names of fields that are not what the console says that it asked for; empty: all agree. */
  readonly disagreements: readonly string[];
  /** How many fields were compared. */
  readonly compared: number;
  /** AlgorithmIdentifier, DER, as it stands in what is to be signed. */
  readonly algorithm: Uint8Array<ArrayBuffer>;
  /** SubjectPublicKeyInfo of the authority, DER. */
  readonly authorityKey: Uint8Array<ArrayBuffer>;
}

/** @throws Trouble `unreadable` */
export async function readSigned(opened: OpenedPackage): Promise<Reading> {
  try {
    const parts = partsOf(opened.toBeSigned);
    // Version, serial number, algorithm … of a certificate; version, algorithm … of a list.
    const at = opened.body.kind === "certificate" ? 2 : 1;
    const algorithm = parts[at]!.bytes;
    const issuer = parts[at + 1]!.bytes;
    const authority = new x509.X509Certificate(opened.authority);
    const tbs = partsOf(partsOf(opened.authority)[0]!.bytes);
    // Behind version 3 the subject is the sixth part and the key the seventh.
    const shared = {
      algorithm,
      authorityKey: tbs[6]!.bytes,
      authorityName: authority.subjectName.getField("CN")[0] ?? authority.subject,
    };
    const isIssuers = isSame(issuer, tbs[5]!.bytes);
    const draft = sequence(opened.toBeSigned, algorithm, bitString(new Uint8Array()));
    return opened.body.kind === "certificate"
      ? await readCertificate(draft, opened.body, isIssuers, { ...shared, spki: parts[6]!.bytes })
      : readList(draft, opened.body, isIssuers, shared);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble("unreadable");
  }
}

/** @throws Error where the signed bytes do not read back, or are not those that were to be signed */
export function requireReadsBack(kind: OfflineBody["kind"], signed: Uint8Array<ArrayBuffer>, tbs: Uint8Array): void {
  if (kind === "certificate") new x509.X509Certificate(signed);
  else new x509.X509Crl(signed);
  if (!isSame(partsOf(signed)[0]!.bytes, tbs)) throw new Trouble("signature-wrong");
}

const serialOf = (hex: string): string => hex.toUpperCase().replace(/^(?:00)+(?=..)/, "");
/** To the second: `2026-11-30 14:58:05 UTC`. */
const instant = (date: Date): string => `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
const colons = (hex: string): string => (hex.match(/../g) ?? []).join(":").toUpperCase();
const fact = (name: FactName, values: readonly string[], isCritical = false, label = ""): Fact => ({
  name,
  label,
  values,
  isCritical,
});

type Shared = Pick<Reading, "algorithm" | "authorityKey" | "authorityName">;

async function readCertificate(
  draft: Uint8Array<ArrayBuffer>,
  body: Extract<OfflineBody, { readonly kind: "certificate" }>,
  isIssuers: boolean,
  { spki, ...shared }: Shared & { readonly spki: Uint8Array<ArrayBuffer> },
): Promise<Reading> {
  const certificate = new x509.X509Certificate(draft);
  const { asked } = body;
  const publicKey = await digest(spki);
  const constraints = certificate.getExtension(x509.BasicConstraintsExtension);
  const names = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  const attributes = certificate.subjectName
    .toJSON()
    .flatMap((rdn) => Object.entries(rdn).flatMap(([, values]) => values));
  const serial = serialOf(certificate.serialNumber);
  const request = await requestFaults(bytesOf(body.request), spki);
  const agreements: Readonly<Record<string, boolean>> = {
    issuer: isIssuers,
    subject: isSameList(
      attributes,
      asked.subject.map(([, value]) => value),
    ),
    serial: serial === asked.serialNumber,
    notBefore: certificate.notBefore.getTime() === new Date(asked.notBefore).getTime(),
    notAfter: certificate.notAfter.getTime() === new Date(asked.notAfter).getTime(),
    key: publicKey === asked.publicKey,
    request,
    authority: (constraints?.ca ?? false) === asked.isAuthority,
    pathLength: (constraints?.pathLength ?? null) === asked.pathLength,
    names: isSameList(names.map(shownName), asked.names.map(askedName)),
    extensions: isSameList(
      certificate.extensions.map(({ type }) => type),
      asked.extensions,
    ),
  };
  return {
    ...shared,
    kind: "certificate",
    subject: certificate.subjectName.getField("CN")[0] ?? certificate.subject,
    facts: [
      fact("subject", [certificate.subject]),
      fact("issuer", [certificate.issuer]),
      fact("notBefore", [instant(certificate.notBefore)]),
      fact("notAfter", [instant(certificate.notAfter)]),
      fact("key", [keyLabel(certificate.publicKey), `SHA-256 ${colons(publicKey)}`]),
      ...certificate.extensions.map(extensionFact),
      fact("serial", [colons(serial)]),
    ],
    text: certificate.toString("text"),
    isAuthority: constraints?.ca ?? false,
    pathLength: constraints?.pathLength ?? null,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    serial,
    entries: 0,
    ...verdictOf(agreements),
  };
}

const verdictOf = (agreements: Readonly<Record<string, boolean>>) => ({
  disagreements: Object.entries(agreements).flatMap(([name, agrees]) => (agrees ? [] : [name])),
  compared: Object.keys(agreements).length,
});

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);

/** Kinds of names that both readers show alike; of others the kind alone is compared. */
const alike: Readonly<Record<string, string>> = { dns: "dns", ip: "ip", email: "email", url: "uri", upn: "upn" };
const shownName = ({ type, value }: x509.GeneralName): string => {
  const kind = alike[type];
  return kind === undefined ? "other" : `${kind} ${value.toLowerCase()}`;
};
const askedName = ({ kind, value }: AskedCertificate["names"][number]): string =>
  Object.values(alike).includes(kind) ? `${kind} ${value.toLowerCase()}` : "other";

/** True when the request in the package asks for this key, and its own signature holds. */
async function requestFaults(der: Uint8Array<ArrayBuffer>, spki: Uint8Array): Promise<boolean> {
  const information = partsOf(partsOf(der)[0]!.bytes);
  if (!isSame(information[2]!.bytes, spki)) return false;
  return new x509.Pkcs10CertificateRequest(der).verify().catch(() => false);
}

function keyLabel({ algorithm }: x509.PublicKey): string {
  const { name, namedCurve, modulusLength } = algorithm as {
    readonly name: string;
    readonly namedCurve?: string;
    readonly modulusLength?: number;
  };
  return [name, namedCurve, modulusLength === undefined ? undefined : String(modulusLength)]
    .filter((part) => part !== undefined)
    .join(" ");
}

function extensionFact(extension: x509.Extension): Fact {
  const { critical, type, value } = extension;
  if (extension instanceof x509.BasicConstraintsExtension)
    return fact(
      "authority",
      extension.ca
        ? ["CA:TRUE", ...(extension.pathLength === undefined ? [] : [`pathLength:${extension.pathLength}`])]
        : ["CA:FALSE"],
      critical,
    );
  if (extension instanceof x509.KeyUsagesExtension) return fact("usage", usagesOf(extension.usages), critical);
  if (extension instanceof x509.ExtendedKeyUsageExtension)
    return fact(
      "purposes",
      extension.usages.map((oid) => purposes[String(oid)] ?? String(oid)),
      critical,
    );
  if (extension instanceof x509.SubjectAlternativeNameExtension)
    return fact(
      "names",
      extension.names.items.map((name) => `${name.type}:${name.value}`),
      critical,
    );
  if (extension instanceof x509.CertificatePolicyExtension) return fact("policies", [...extension.policies], critical);
  if (type === "2.5.29.30") return constraintsFact(value, critical);
  const text = extension.toTextObject();
  const lines = linesOf(text);
  return fact(
    "extension",
    lines.length > 0 ? lines : [colons(hexOf(new Uint8Array(value)))],
    critical,
    `${labels[type] ?? ""} ${type}`.trim(),
  );
}

/** The leaves of what the reader says, without the heads that every extension has. */
function linesOf(text: x509.TextObject): readonly string[] {
  const leaves = (value: unknown, label: string): readonly string[] => {
    if (typeof value === "string") return [label === "" ? value : `${label}: ${value}`];
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes =
        value instanceof ArrayBuffer
          ? new Uint8Array(value)
          : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return [`${label === "" ? "" : `${label}: `}${colons(hexOf(bytes))}`];
    }
    if (Array.isArray(value)) return value.flatMap((each) => leaves(each, label));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) =>
      ["Critical", "OID", "\u0000name"].includes(name) || inner instanceof Function
        ? []
        : leaves(inner, name === "buffer" ? label : name.trim()),
    );
  };
  return leaves(text, "");
}

function constraintsFact(value: ArrayBuffer, critical: boolean): Fact {
  const { permittedSubtrees, excludedSubtrees } = AsnConvert.parse(value, NameConstraints);
  const shown = (trees: NameConstraints["permittedSubtrees"]) =>
    [...(trees ?? [])].map(({ base }) => {
      const { dNSName, rfc822Name, iPAddress, uniformResourceIdentifier } = base;
      return dNSName ?? rfc822Name ?? iPAddress ?? uniformResourceIdentifier ?? "?";
    });
  const excluded = shown(excludedSubtrees).map((each) => `− ${each}`);
  return fact("permitted", [...shown(permittedSubtrees), ...excluded], critical);
}

const usageNames: readonly (readonly [number, string])[] = [
  [x509.KeyUsageFlags.digitalSignature, "digitalSignature"],
  [x509.KeyUsageFlags.nonRepudiation, "nonRepudiation"],
  [x509.KeyUsageFlags.keyEncipherment, "keyEncipherment"],
  [x509.KeyUsageFlags.dataEncipherment, "dataEncipherment"],
  [x509.KeyUsageFlags.keyAgreement, "keyAgreement"],
  [x509.KeyUsageFlags.keyCertSign, "keyCertSign"],
  [x509.KeyUsageFlags.cRLSign, "cRLSign"],
];
const usagesOf = (flags: number): readonly string[] =>
  usageNames.flatMap(([flag, name]) => ((flags & flag) === 0 ? [] : [name]));

const purposes: Readonly<Record<string, string>> = {
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
  "1.3.6.1.5.5.7.3.3": "codeSigning",
  "1.3.6.1.5.5.7.3.4": "emailProtection",
  "1.3.6.1.5.5.7.3.8": "timeStamping",
  "1.3.6.1.5.5.7.3.9": "OCSPSigning",
};
const labels: Readonly<Record<string, string>> = {
  "2.5.29.14": "subjectKeyIdentifier",
  "2.5.29.35": "authorityKeyIdentifier",
  "2.5.29.31": "cRLDistributionPoints",
  "2.5.29.20": "cRLNumber",
  "2.5.29.28": "issuingDistributionPoint",
  "1.3.6.1.5.5.7.1.1": "authorityInfoAccess",
};

/** Entries that are shown one by one. */
const mostShown = 500;

function readList(
  draft: Uint8Array<ArrayBuffer>,
  body: Extract<OfflineBody, { readonly kind: "revocation-list" }>,
  isIssuers: boolean,
  shared: Shared,
): Reading {
  const list = new x509.X509Crl(draft);
  const { asked } = body;
  const number = list.extensions.find(({ type }) => type === "2.5.29.20");
  const numberHex = number === undefined ? "" : hexOf(new Uint8Array(number.value).subarray(2));
  const entries = list.entries;
  const agreements: Readonly<Record<string, boolean>> = {
    issuer: isIssuers,
    number: numberHex !== "" && BigInt(`0x${numberHex}`) === BigInt(asked.number),
    thisUpdate: list.thisUpdate.getTime() === new Date(asked.thisUpdate).getTime(),
    nextUpdate: list.nextUpdate?.getTime() === new Date(asked.nextUpdate).getTime(),
    entries: entries.length === asked.entries,
  };
  const shown = entries
    .slice(0, mostShown)
    .map(({ serialNumber, revocationDate, reason }) =>
      [
        colons(serialOf(serialNumber)),
        revocationDate.toISOString(),
        reason === undefined ? "" : (x509.X509CrlReason[reason] ?? ""),
      ]
        .filter((part) => part !== "")
        .join("  "),
    );
  return {
    ...shared,
    kind: "revocation-list",
    subject: shared.authorityName,
    facts: [
      fact("issuer", [list.issuer]),
      fact("number", [BigInt(`0x${numberHex === "" ? "0" : numberHex}`).toString()]),
      fact("thisUpdate", [instant(list.thisUpdate)]),
      fact("nextUpdate", [list.nextUpdate === undefined ? "" : instant(list.nextUpdate)]),
      fact("entries", [String(entries.length), ...shown]),
      ...list.extensions.filter(({ type }) => type !== "2.5.29.20").map(extensionFact),
    ],
    text: list.entries.length > mostShown ? "" : list.toString("text"),
    isAuthority: false,
    pathLength: null,
    notBefore: list.thisUpdate,
    notAfter: list.nextUpdate ?? null,
    serial: "",
    entries: entries.length,
    ...verdictOf(agreements),
  };
}
