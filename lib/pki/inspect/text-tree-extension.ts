import { contextConstructed, contextPrimitive, Element, Tag } from "../asn1/der.ts";
import { latin1, readOid } from "../asn1/der-value.ts";
import { elementInside, readTolerantAt } from "../asn1/tolerant.ts";
import { serialHex } from "../x509/certificate.ts";
import { keyUsageBits } from "../x509/extension-values.ts";
import { formatGeneralName, readGeneralName } from "../x509/general-name.ts";
import type { TextNode } from "./types.ts";
import { nameOfOid, Oid } from "../asn1/oid.ts";
import { clipped, hexOf, integerText, octetText, oidText, timeText, type TreeBuilder } from "./text-tree.ts";

/** Extensions as labelled fields (RFC 5280 §4.2, §5.2, §5.3 and others in use). Unknown ones: hex. */

type Reader = (tree: TreeBuilder, value: Element) => readonly TextNode[];

/** Extensions ::= SEQUENCE OF Extension. */
export function extensionNodes(tree: TreeBuilder, list: Element): TextNode[] {
  return tree.each(list.expect(Tag.sequence), (element) => {
    const cursor = element.open(Tag.sequence);
    const oid = readOid(cursor.next());
    const flag = cursor.optional(Tag.boolean);
    const bytes = cursor.next(Tag.octetString);
    const node = tree.field(labelOf(oid), element);
    const children = extensionValue(tree, oid, bytes);
    return { ...node, isCritical: flag !== undefined && flag.content[0] !== 0, children };
  });
}

/** `Subject Alternative Name` out of `subjectAltName`, or the OID. */
function labelOf(oid: string): string {
  return labels[oid] ?? nameOfOid(oid) ?? oid;
}

const labels: Readonly<Record<string, string>> = {
  [Oid.subjectKeyIdentifier]: "Subject Key Identifier",
  [Oid.keyUsage]: "Key Usage",
  [Oid.privateKeyUsagePeriod]: "Private Key Usage Period",
  [Oid.subjectAltName]: "Subject Alternative Name",
  [Oid.issuerAltName]: "Issuer Alternative Name",
  [Oid.basicConstraints]: "Basic Constraints",
  [Oid.cRLNumber]: "CRL Number",
  [Oid.reasonCode]: "CRL Reason Code",
  [Oid.invalidityDate]: "Invalidity Date",
  [Oid.deltaCRLIndicator]: "Delta CRL Indicator",
  [Oid.issuingDistributionPoint]: "Issuing Distribution Point",
  [Oid.certificateIssuer]: "Certificate Issuer",
  [Oid.nameConstraints]: "Name Constraints",
  [Oid.cRLDistributionPoints]: "CRL Distribution Points",
  [Oid.certificatePolicies]: "Certificate Policies",
  [Oid.policyMappings]: "Policy Mappings",
  [Oid.authorityKeyIdentifier]: "Authority Key Identifier",
  [Oid.policyConstraints]: "Policy Constraints",
  [Oid.extendedKeyUsage]: "Extended Key Usage",
  [Oid.freshestCRL]: "Freshest CRL",
  [Oid.inhibitAnyPolicy]: "Inhibit anyPolicy",
  [Oid.authorityInfoAccess]: "Authority Information Access",
  [Oid.subjectInfoAccess]: "Subject Information Access",
  [Oid.tlsFeature]: "TLS Feature",
  [Oid.ocspNoCheck]: "OCSP No Check",
  [Oid.ocspNonce]: "OCSP Nonce",
  [Oid.ocspCrlReferences]: "OCSP CRL ID",
  [Oid.ocspAcceptableResponses]: "Acceptable OCSP Responses",
  [Oid.ocspArchiveCutoff]: "OCSP Archive Cutoff",
  [Oid.ocspServiceLocator]: "OCSP Service Locator",
  [Oid.ocspPreferredSignatureAlgorithms]: "OCSP Preferred Signature Algorithms",
  [Oid.ocspExtendedRevoke]: "OCSP Extended Revoke",
  [Oid.ocspSignedCertificateTimestamps]: "CT Certificate SCTs",
  [Oid.signedCertificateTimestamps]: "CT Precertificate SCTs",
  [Oid.precertificatePoison]: "CT Precertificate Poison",
  [Oid.netscapeCertType]: "Netscape Cert Type",
  [Oid.netscapeComment]: "Netscape Comment",
  [Oid.microsoftCertificateTemplate]: "Microsoft Certificate Template",
  [Oid.microsoftEnrollCertType]: "Microsoft Certificate Template Name",
  [Oid.microsoftCaVersion]: "Microsoft CA Version",
  [Oid.microsoftPreviousCaHash]: "Microsoft Previous CA Certificate Hash",
  [Oid.microsoftApplicationPolicies]: "Microsoft Application Policies",
  [Oid.microsoftSecurityIdentifier]: "Microsoft Security Identifier",
  "1.3.6.1.5.5.7.1.2": "Biometric Info",
  "1.3.6.1.5.5.7.1.12": "Logotype",
  [Oid.qcStatements]: "Qualified Certificate Statements",
};

function extensionValue(tree: TreeBuilder, oid: string, bytes: Element): readonly TextNode[] {
  const read = Object.hasOwn(readers, oid) ? readers[oid] : undefined;
  if (read === undefined) return unknownValue(tree, bytes);
  return tree.attempt(bytes, () => {
    const inner = readTolerantAt(bytes.source, bytes.contentStart, bytes.end);
    if (inner.after !== bytes.end) inner.fail("trailing-bytes");
    return read(tree, inner);
  });
}

/** The value of an extension without a reader here: what is in it by its types; bytes that are no DER as they are. */
function unknownValue(tree: TreeBuilder, bytes: Element): readonly TextNode[] {
  const inner = elementInside(bytes);
  if (inner === null) return [tree.field("Value", bytes, octetText(bytes.content))];
  return [tree.anything("Value", inner)];
}

function generalName(tree: TreeBuilder, element: Element): TextNode {
  const text = formatGeneralName(readGeneralName(element));
  const colon = text.indexOf(":");
  return tree.field(
    colon < 0 ? "Name" : text.slice(0, colon),
    element,
    clipped(colon < 0 ? text : text.slice(colon + 1)),
  );
}

const generalNames: Reader = (tree, value) =>
  tree.each(value.expect(value.tag), (element) => generalName(tree, element));

const keyUsage: Reader = (tree, value) => [tree.field("Usages", value, bitNames(value, keyUsageBits))];

function bitNames(value: Element, names: readonly string[]): string {
  if (value.isConstructed) value.fail("unexpected-tag");
  const bytes = value.content.subarray(1);
  return names.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0).join(", ") || "(none)";
}

const oidList =
  (label: string): Reader =>
  (tree, value) =>
    tree.each(value.expect(Tag.sequence), (element) => tree.oid(label, element));

const basicConstraints: Reader = (tree, value) => {
  const cursor = value.open(Tag.sequence);
  const flag = cursor.optional(Tag.boolean);
  const length = cursor.optional(Tag.integer);
  const isCa = flag !== undefined && flag.content[0] !== 0;
  return [
    tree.field("CA", flag ?? value, isCa ? "TRUE" : "FALSE"),
    ...(length === undefined ? [] : [tree.integer("Path Length", length)]),
  ];
};

/** `serialHex` of an INTEGER; of one of a hostile length the bytes. */
export function serialText({ length, content }: Element): string {
  return length > 0 && length <= 64 ? serialHex({ serialNumber: content }) : hexOf(content);
}

const authorityKeyIdentifier: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (element) => {
    if (element.tag === contextPrimitive(0)) return tree.field("Key Identifier", element, hexOf(element.content));
    if (element.tag === contextPrimitive(2)) return tree.field("Serial Number", element, serialText(element));
    return tree.group("Issuer", element, () => generalNames(tree, element));
  });

const reasonNames = [
  "unused",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "privilegeWithdrawn",
  "aACompromise",
];

function distributionPointName(tree: TreeBuilder, element: Element): TextNode {
  return tree.group("Distribution Point", element, () => {
    const inside = element.open().next();
    return inside.tag === contextConstructed(0) ? generalNames(tree, inside) : [tree.anything("Relative Name", inside)];
  });
}

const distributionPoints: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (point) =>
    tree.group("Point", point, () =>
      tree.each(point, (element) => {
        if (element.tag === contextConstructed(0)) return distributionPointName(tree, element);
        if (element.tag === contextPrimitive(1)) return tree.field("Reasons", element, bitNames(element, reasonNames));
        return tree.group("CRL Issuer", element, () => generalNames(tree, element));
      }),
    ),
  );

const issuingDistributionPoint: Reader = (tree, value) => {
  const flags: Readonly<Record<number, string>> = {
    1: "Only User Certificates",
    2: "Only CA Certificates",
    4: "Indirect CRL",
    5: "Only Attribute Certificates",
  };
  return tree.each(value.expect(Tag.sequence), (element) => {
    if (element.tag === contextConstructed(0)) return distributionPointName(tree, element);
    if (element.tag === contextPrimitive(3))
      return tree.field("Only Some Reasons", element, bitNames(element, reasonNames));
    return tree.field(flags[element.tag & 0x1f] ?? "Field", element, element.content[0] === 0 ? "FALSE" : "TRUE");
  });
};

const access: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (element) => {
    const cursor = element.open(Tag.sequence);
    const method = readOid(cursor.next());
    const text = formatGeneralName(readGeneralName(cursor.next()));
    return tree.field(nameOfOid(method) ?? method, element, clipped(text));
  });

const policies: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (element) => {
    const cursor = element.open(Tag.sequence);
    const oid = readOid(cursor.next());
    const qualifiers = cursor.optional(Tag.sequence);
    const node = tree.field("Policy", element, oidText(oid));
    if (qualifiers === undefined) return node;
    return {
      ...node,
      children: tree.each(qualifiers, (qualifier) => {
        const parts = qualifier.open(Tag.sequence);
        const type = readOid(parts.next());
        return tree.anything(type === Oid.cps ? "CPS" : type === Oid.userNotice ? "User Notice" : type, parts.next());
      }),
    };
  });

const policyMappings: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (element) => {
    const policies = element.open(Tag.sequence);
    const next = (): string => (policies.isAtEnd ? "(missing)" : oidText(readOid(policies.next())));
    const issuer = next();
    return tree.field("Mapping", element, `${issuer} → ${next()}`);
  });

const policyConstraints: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (element) =>
    tree.integer(element.tag === contextPrimitive(0) ? "Require Explicit Policy" : "Inhibit Policy Mapping", element),
  );

const nameConstraints: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (list) =>
    tree.group(list.tag === contextConstructed(0) ? "Permitted" : "Excluded", list, () =>
      tree.each(list, (subtree) => generalName(tree, subtree.open(Tag.sequence).next())),
    ),
  );

const tlsFeature: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (element) => {
    const number = integerText(element);
    return tree.field(
      "Feature",
      element,
      number === "5" ? "status_request (5)" : number === "17" ? "status_request_v2 (17)" : number,
    );
  });

const reasonCodes = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "(unused)",
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
];

/** Its dates are GeneralizedTimes behind context tags (RFC 3280 §4.2.1.4). */
const privateKeyUsagePeriod: Reader = (tree, value) =>
  tree.each(value.expect(Tag.sequence), (element) => {
    const { source, start, contentStart, end } = element;
    const label = element.tag === contextPrimitive(0) ? "Not Before" : "Not After";
    return tree.field(label, element, timeText(new Element(source, Tag.generalizedTime, start, contentStart, end)));
  });

const text =
  (label: string): Reader =>
  (tree, value) => [tree.anything(label, value)];
const netscapeTypes = [
  "SSL client",
  "SSL server",
  "S/MIME",
  "object signing",
  "reserved",
  "SSL CA",
  "S/MIME CA",
  "object signing CA",
];

const readers: Readonly<Record<string, Reader>> = {
  [Oid.subjectKeyIdentifier]: (tree, value) => [
    tree.field("Key Identifier", value.expect(Tag.octetString), hexOf(value.content)),
  ],
  [Oid.keyUsage]: keyUsage,
  [Oid.privateKeyUsagePeriod]: privateKeyUsagePeriod,
  [Oid.subjectAltName]: (tree, value) => generalNames(tree, value.expect(Tag.sequence)),
  [Oid.issuerAltName]: (tree, value) => generalNames(tree, value.expect(Tag.sequence)),
  [Oid.certificateIssuer]: (tree, value) => generalNames(tree, value.expect(Tag.sequence)),
  [Oid.basicConstraints]: basicConstraints,
  [Oid.cRLNumber]: (tree, value) => [tree.integer("Number", value.expect(Tag.integer))],
  [Oid.deltaCRLIndicator]: (tree, value) => [tree.integer("Base CRL Number", value.expect(Tag.integer))],
  [Oid.reasonCode]: (tree, value) => [
    tree.field("Reason", value.expect(Tag.enumerated), reasonCodes[value.content[0] ?? 7] ?? integerText(value)),
  ],
  [Oid.invalidityDate]: (tree, value) => [tree.time("Date", value)],
  [Oid.issuingDistributionPoint]: issuingDistributionPoint,
  [Oid.nameConstraints]: nameConstraints,
  [Oid.cRLDistributionPoints]: distributionPoints,
  [Oid.freshestCRL]: distributionPoints,
  [Oid.certificatePolicies]: policies,
  [Oid.microsoftApplicationPolicies]: policies,
  [Oid.policyMappings]: policyMappings,
  [Oid.policyConstraints]: policyConstraints,
  [Oid.inhibitAnyPolicy]: (tree, value) => [tree.integer("Skip Certificates", value.expect(Tag.integer))],
  [Oid.authorityKeyIdentifier]: authorityKeyIdentifier,
  [Oid.extendedKeyUsage]: oidList("Purpose"),
  [Oid.authorityInfoAccess]: access,
  [Oid.subjectInfoAccess]: access,
  [Oid.tlsFeature]: tlsFeature,
  [Oid.ocspNoCheck]: () => [],
  [Oid.ocspExtendedRevoke]: () => [],
  [Oid.ocspNonce]: (tree, value) => [tree.field("Nonce", value, hexOf(value.expect(Tag.octetString).content, 128))],
  [Oid.ocspAcceptableResponses]: oidList("Response Type"),
  [Oid.ocspArchiveCutoff]: (tree, value) => [tree.time("Archive Cutoff", value)],
  [Oid.precertificatePoison]: () => [],
  [Oid.signedCertificateTimestamps]: (tree, value) =>
    readPrintedScts(value.expect(Tag.octetString).content).map((sct) => ({
      label: "Timestamp",
      value: sct,
      offset: value.start,
      length: value.end - value.start,
    })),
  [Oid.netscapeCertType]: (tree, value) => [tree.field("Types", value, bitNames(value, netscapeTypes))],
  [Oid.netscapeComment]: text("Comment"),
  [Oid.microsoftEnrollCertType]: text("Name"),
  [Oid.microsoftCaVersion]: (tree, value) => [tree.field("Version", value, caVersionText(value.expect(Tag.integer)))],
  [Oid.microsoftPreviousCaHash]: (tree, value) => [
    tree.field("SHA-1", value.expect(Tag.octetString), hexOf(value.content)),
  ],
  [Oid.microsoftSecurityIdentifier]: securityIdentifier,
  [Oid.microsoftCertificateTemplate]: (tree, value) =>
    tree.each(value.expect(Tag.sequence), (element, position) =>
      tree.anything(["Template", "Major Version", "Minor Version"][position] ?? "Field", element),
    ),
};

/** [MS-WCCE] §2.2.2.7.6: the certificate of the authority in the low 16 bits, its key in the high ones. */
function caVersionText(value: Element): string {
  const number = Number(integerText(value));
  return Number.isInteger(number) && number >= 0
    ? `V${number & 0xffff}.${Math.floor(number / 0x10000)}`
    : integerText(value);
}

/** [MS-WCCE] §2.2.2.7.7.4: an otherName with the SID of the account as text, `S-1-5-21-…`. */
function securityIdentifier(tree: TreeBuilder, value: Element): readonly TextNode[] {
  return tree.each(value.expect(Tag.sequence), (name) => {
    const cursor = name.open(contextConstructed(0));
    const type = readOid(cursor.next());
    const sid = cursor.next(contextConstructed(0)).open().next(Tag.octetString);
    const written = latin1(sid.content);
    const isSid = /^S-1-\d{1,14}(?:-\d{1,10}){1,15}$/.test(written);
    return tree.field(isSid ? "SID" : (nameOfOid(type) ?? type), name, isSid ? written : hexOf(sid.content));
  });
}

/**
 * Signed certificate timestamps (RFC 6962 §3.3): `v1, log 5614…, 2024-03-01 10:00:00.000 UTC`, one line each. A list
 * that breaks off gives what was readable before.
 */
function readPrintedScts(list: Uint8Array): string[] {
  const view = Buffer.from(list.buffer, list.byteOffset, list.byteLength);
  const lines: string[] = [];
  if (view.length < 2 || view.readUInt16BE(0) !== view.length - 2) return lines;
  for (let at = 2; at + 2 <= view.length && lines.length < 64;) {
    const length = view.readUInt16BE(at);
    const sct = view.subarray(at + 2, at + 2 + length);
    if (sct.length < 41) break;
    const milliseconds = Number(sct.readBigUInt64BE(33));
    const date = new Date(milliseconds);
    const time = Number.isNaN(date.getTime())
      ? `${milliseconds} ms`
      : date.toISOString().replace("T", " ").replace("Z", " UTC");
    lines.push(`v${sct[0]! + 1}, log ${sct.subarray(1, 33).toString("hex")}, ${time}`);
    at += 2 + length;
  }
  return lines;
}
