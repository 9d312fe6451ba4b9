import { Oid } from "../asn1/oid.ts";
import type { NameRule, Template, TemplateRules } from "./template.ts";
import type { NameKind } from "./decision.ts";

/** The templates that are always there. Their extensions come from here, never from the request. */

const maximumDays = 36_500;
const anyNames: Readonly<Record<NameKind, NameRule>> = { dns: {}, ip: {}, email: {}, uri: {}, upn: {}, rid: {} };
const anySubject: TemplateRules["subject"] = { attributes: {}, others: "request" };
const leaf = {
  subject: anySubject,
  names: anyNames,
  keyUsage: ["digitalSignature"],
  days: { byDefault: 365, maximum: maximumDays },
} as const satisfies Omit<TemplateRules, "purposes">;

/** A server with an RSA key may also be asked for RSA key transport by clients of TLS 1.2. */
const serverUsage = ["digitalSignature", "keyEncipherment"] as const;

const rules = {
  server: { ...leaf, keyUsage: serverUsage, purposes: [Oid.serverAuth] },
  client: { ...leaf, purposes: [Oid.clientAuth] },
  /**
   * The default of the typed line: the template that Cisco documents for its own CA carries both purposes, and database
   * cluster members present the same certificate as server and as client.
   */
  "server-client": { ...leaf, keyUsage: serverUsage, purposes: [Oid.serverAuth, Oid.clientAuth] },
  /** A host that presents itself by name: RFC 9525 looks nowhere but in the alternative names. */
  "tls-server": {
    ...leaf,
    names: { dns: {}, ip: {} },
    keyUsage: serverUsage,
    purposes: [Oid.serverAuth],
    days: { byDefault: 365, maximum: 825 },
  },
  /** PostgreSQL reads the user of a database client from the common name. */
  "database-client": {
    ...leaf,
    subject: { attributes: { CN: { from: "request", isRequired: true } }, others: "request" },
    purposes: [Oid.clientAuth],
  },
  user: {
    ...leaf,
    subject: { attributes: { CN: { from: "request", isRequired: true } }, others: "request" },
    names: { upn: { minimum: 1, maximum: 1 }, email: {} },
    purposes: [Oid.clientAuth],
  },
  /** Windows wants the purpose, the user principal name, and since KB5014754 the SID of the account. */
  "smart-card-logon": {
    ...leaf,
    names: { upn: { minimum: 1, maximum: 1 }, email: {} },
    purposes: [Oid.smartcardLogon, Oid.clientAuth],
    sid: "required",
  },
  /** RFC 8550 §4.4.2 wants digitalSignature or nonRepudiation; an RSA key also takes keys of letters. */
  "s-mime": {
    ...leaf,
    names: { email: { minimum: 1 } },
    keyUsage: ["digitalSignature", "keyEncipherment"],
    purposes: [Oid.emailProtection],
    days: { byDefault: 365, maximum: 825 },
  },
  "code-signing": {
    ...leaf,
    subject: { attributes: { CN: { from: "request", isRequired: true } }, others: "request" },
    names: {},
    purposes: [Oid.codeSigning],
    days: { byDefault: 365, maximum: 1187 },
  },
  /** RFC 3161 §2.3: this purpose alone, and critical. */
  "time-stamping": {
    ...leaf,
    subject: { attributes: { CN: { from: "request", isRequired: true } }, others: "request" },
    names: {},
    purposes: [Oid.timeStamping],
    arePurposesCritical: true,
    days: { byDefault: 1825, maximum: 4140 },
  },
  /** RFC 6960 §4.2.2.2: short lives, since clients are told not to ask whether it was taken back. */
  "ocsp-responder": {
    ...leaf,
    subject: { attributes: { CN: { from: "request", isRequired: true } }, others: "request" },
    names: {},
    purposes: [Oid.ocspSigning],
    isOcspNoCheck: true,
    publication: { lists: { from: "nowhere" }, ocsp: { from: "nowhere" } },
    days: { byDefault: 14, maximum: 90 },
  },
  "sub-ca": {
    ...leaf,
    keyUsage: ["keyCertSign", "cRLSign"],
    purposes: [],
    authority: { pathLength: 0 },
    days: { byDefault: 1825, maximum: maximumDays },
  },
  "root-ca": {
    ...leaf,
    keyUsage: ["keyCertSign", "cRLSign"],
    purposes: [],
    authority: { pathLength: null },
    days: { byDefault: 1825, maximum: maximumDays },
  },
} as const satisfies Record<string, TemplateRules>;

export type BuiltInTemplate = keyof typeof rules;

export const builtInNames = Object.keys(rules) as [BuiltInTemplate, ...BuiltInTemplate[]];

/** By their names, each version 1. */
export const builtIn: Readonly<Record<BuiltInTemplate, Template>> = mapValues(rules, (name, its) => ({
  name,
  version: 1,
  rules: its,
}));

function mapValues<Key extends string, From, To>(
  from: Readonly<Record<Key, From>>,
  to: (key: Key, value: From) => To,
): Record<Key, To> {
  const entries = (Object.entries(from) as [Key, From][]).map(([key, value]) => [key, to(key, value)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
