import { generateKeyPairSync, createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { contextPrimitive } from "../../lib/pki/asn1/der.ts";
import {
  encode,
  writeBitString,
  writeExplicit,
  writeInteger,
  writeNull,
  writeOid,
  writeSequence,
  writeTime,
  writeUnsigned,
} from "../../lib/pki/asn1/der-write.ts";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { keyIdentifier } from "../../lib/pki/keys/public-key.ts";
import { signerOf } from "../../lib/pki/keys/signer.ts";
import { type Extension, writeExtensions } from "../../lib/pki/x509/extension.ts";
import {
  authorityKeyIdentifierExtension,
  basicConstraintsExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
  subjectAltNameExtension,
  subjectKeyIdentifierExtension,
} from "../../lib/pki/x509/extension-write.ts";
import type { KeyUsageBit } from "../../lib/pki/x509/extension-values.ts";
import type { Made } from "./authority.ts";
import type { GeneralNameInput } from "../../lib/pki/x509/general-name.ts";

/**
 * Identities of every kind that a person may bring: each plan is drawn from a seed, mostly right, with a fault here and
 * there. What is drawn can be made again from its seed.
 */

export const keyKinds = [
  "rsa-1024",
  "rsa-2048",
  "rsa-pss-2048",
  "p-256",
  "p-384",
  "p-521",
  "secp256k1",
  "brainpoolP256r1",
  "ed25519",
  "ed448",
] as const;
export type KeyKind = (typeof keyKinds)[number];

export const usageKinds = {
  "": null,
  signature: ["digitalSignature"],
  "signature and encipherment": ["digitalSignature", "keyEncipherment"],
  encipherment: ["keyEncipherment"],
  agreement: ["keyAgreement"],
  "non-repudiation": ["nonRepudiation"],
  "certificate signing": ["keyCertSign"],
} as const satisfies Readonly<Record<string, readonly KeyUsageBit[] | null>>;

const codeSigning = "1.3.6.1.5.5.7.3.3";
export const purposeKinds = {
  "": null,
  server: [Oid.serverAuth],
  client: [Oid.clientAuth],
  "server and client": [Oid.serverAuth, Oid.clientAuth],
  any: [Oid.anyExtendedKeyUsage],
  "any and server": [Oid.anyExtendedKeyUsage, Oid.serverAuth],
  unrelated: [codeSigning],
} as const satisfies Readonly<Record<string, readonly string[] | null>>;

export const chainKinds = [
  "complete",
  "two intermediates",
  "in one file",
  "in one file, wrong order",
  "in one file, another beside",
  "missing intermediate",
  "missing root",
  "self-signed",
  "issued by the root",
] as const;
export const nameKinds = [
  "host",
  "other host",
  "common name alone",
  "wildcard",
  "wildcard too high",
  "address",
  "U-label",
  "mail",
  "host and address",
] as const;
export const identifierKinds = [
  "usual",
  "none",
  "other key id",
  "issuer and serial",
  "other issuer and serial",
  "name in another string type",
  "authority without key id",
] as const;
export const timeKinds = ["now", "ended", "not yet", "intermediate ended", "root ended"] as const;
export const digestKinds = ["sha256", "sha384", "sha1", "md5", "intermediate sha1"] as const;
export const authorityKinds = [
  "usual",
  "no basicConstraints",
  "path length used up",
  "no keyCertSign",
  "no keyUsage",
  "for clients alone",
  "for any purpose",
  "version 1 root",
  "critical extension unknown",
  "names excluded",
  "names permitted",
  "rsa-1024",
  "brainpoolP256r1",
  "secp256k1",
  "p-521",
] as const;
export const leafKinds = [
  "usual",
  "authority",
  "critical extension unknown",
  "empty subject",
  "no key id",
  "version 1",
] as const;

export interface IdentityPlan {
  readonly key: KeyKind;
  readonly usage: keyof typeof usageKinds;
  readonly purpose: keyof typeof purposeKinds;
  readonly chain: (typeof chainKinds)[number];
  readonly names: (typeof nameKinds)[number];
  readonly identifiers: (typeof identifierKinds)[number];
  readonly time: (typeof timeKinds)[number];
  readonly digest: (typeof digestKinds)[number];
  readonly authority: (typeof authorityKinds)[number];
  readonly leaf: (typeof leafKinds)[number];
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A plan that is right, but for one or two things most of the time. `use`: what the service wants of it. */
export function drawPlan(seed: number, use: "server" | "client"): IdentityPlan {
  const random = randomFrom(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const right: IdentityPlan = {
    key: pick(["rsa-2048", "p-256", "p-384"]),
    usage: pick(["", "signature", "signature and encipherment"]),
    purpose: pick(["", use, "server and client"]),
    chain: pick(["complete", "complete", "two intermediates", "in one file"]),
    names: pick(["host", "host and address"]),
    identifiers: "usual",
    time: "now",
    digest: pick(["sha256", "sha384"]),
    authority: "usual",
    leaf: "usual",
  };
  const any: IdentityPlan = {
    key: pick(keyKinds),
    usage: pick(Object.keys(usageKinds) as IdentityPlan["usage"][]),
    purpose: pick(Object.keys(purposeKinds) as IdentityPlan["purpose"][]),
    chain: pick(chainKinds),
    names: pick(nameKinds),
    identifiers: pick(identifierKinds),
    time: pick(timeKinds),
    digest: pick(digestKinds),
    authority: pick(authorityKinds),
    leaf: pick(leafKinds),
  };
  const fields = Object.keys(right) as (keyof IdentityPlan)[];
  const changed = new Set(Array.from({ length: pick([0, 1, 1, 1, 2]) }, () => pick(fields)));
  return Object.fromEntries(fields.map((field) => [field, (changed.has(field) ? any : right)[field]])) as never;
}

export function makeKey(kind: KeyKind): KeyObject {
  switch (kind) {
    case "rsa-1024":
    case "rsa-2048":
      return generateKeyPairSync("rsa", { modulusLength: Number(kind.slice(4)) }).privateKey;
    case "rsa-pss-2048":
      return generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey;
    case "ed25519":
      return generateKeyPairSync("ed25519").privateKey;
    case "ed448":
      return generateKeyPairSync("ed448").privateKey;
    default:
      return generateKeyPairSync("ec", { namedCurve: curveOf[kind] }).privateKey;
  }
}

const curveOf = {
  "p-256": "prime256v1",
  "p-384": "secp384r1",
  "p-521": "secp521r1",
  secp256k1: "secp256k1",
  brainpoolP256r1: "brainpoolP256r1",
} as const;

/** RSA keys take long to make, so that authorities of one kind share theirs; their names and certificates differ. */
const authorityKeys = new Map<KeyKind, KeyObject>();
function authorityKey(kind: KeyKind): KeyObject {
  const key = authorityKeys.get(kind) ?? makeKey(kind);
  authorityKeys.set(kind, key);
  return key;
}

export interface GeneratedIdentity {
  readonly leaf: Uint8Array;
  /** What stands in the file of the certificate, leaf first. */
  readonly file: readonly Uint8Array[];
  /** What else the inventory holds. */
  readonly beside: readonly Uint8Array[];
  readonly root: Uint8Array;
  /** What a service sends when all of it is stored: the leaf, and the issuers below the root, nearest first. */
  readonly chain: readonly Uint8Array[];
  /** Who may sign lists about it: the issuer of the leaf first. */
  readonly signers: readonly Pick<Made, "privateKey" | "name" | "spki">[];
}

interface Certified {
  readonly der: Uint8Array;
  readonly commonName: string | null;
  readonly key: KeyObject;
  readonly serial: Uint8Array;
}

const day = 86_400_000;

/** The certificates of a plan, at this instant, for this host and key. Every authority has a name of its own. */
export function makeGenerated(plan: IdentityPlan, key: KeyObject, host: string, now: Date): GeneratedIdentity {
  const id = randomBytes(6).toString("hex");
  const span = (from: number, to: number) => ({
    notBefore: new Date(now.getTime() + from * day),
    notAfter: new Date(now.getTime() + to * day),
  });
  const { authority } = plan;
  const isWeak = plan.digest === "sha1" || plan.digest === "md5" || plan.digest === "intermediate sha1";
  const middleKind: KeyKind =
    authority === "rsa-1024" || authority === "brainpoolP256r1" || authority === "secp256k1" || authority === "p-521"
      ? authority
      : isWeak
        ? "rsa-2048"
        : "p-256";
  const root = certify({
    commonName: `Root ${id}`,
    key: isWeak ? authorityKey("rsa-2048") : makeKey("p-256"),
    extensions: authority === "version 1 root" ? [] : authorityExtensions({ pathLength: null }),
    ...span(-400, plan.time === "root ended" ? -1 : 3000),
  });
  const upper =
    plan.chain === "two intermediates" || authority === "path length used up"
      ? certify({
          commonName: `Upper ${id}`,
          key: makeKey("p-256"),
          issuer: root,
          extensions: authorityExtensions({ pathLength: authority === "path length used up" ? 0 : null }),
          ...span(-300, 2000),
        })
      : null;
  const middle = certify({
    commonName: `Intermediate ${id}`,
    key: isWeak || middleKind !== "p-256" ? authorityKey(middleKind) : makeKey("p-256"),
    issuer: upper ?? root,
    digest: plan.digest === "intermediate sha1" ? "sha1" : "sha256",
    extensions: middleExtensions(authority, host),
    ...span(-300, plan.time === "intermediate ended" ? -1 : 2000),
    hasKeyId: plan.identifiers !== "authority without key id",
  });
  const issuer = plan.chain === "issued by the root" ? root : middle;
  const leaf = certify({
    commonName: plan.leaf === "empty subject" ? null : host,
    key,
    ...(plan.chain === "self-signed" ? {} : { issuer }),
    digest: plan.digest === "intermediate sha1" ? "sha256" : plan.digest,
    extensions: leafExtensions(plan, host),
    ...span(plan.time === "not yet" ? 2 : -30, plan.time === "ended" ? -1 : 300),
    identifiers: plan.identifiers,
    hasKeyId: plan.leaf !== "no key id",
    isVersion1: plan.leaf === "version 1",
  });
  return {
    leaf: leaf.der,
    root: plan.chain === "self-signed" ? leaf.der : root.der,
    chain: [
      leaf,
      ...(plan.chain === "self-signed" || issuer === root ? [] : [middle, ...(upper === null ? [] : [upper])]),
    ].map(({ der }) => der),
    signers: [issuer, ...(upper === null ? [] : [upper]), root].map((each) => ({
      privateKey: each.key,
      name: nameOf(each.commonName),
      spki: spkiOf(each.key),
    })),
    ...filesOf(plan.chain, { leaf, middle, upper, root }),
  };
}

function filesOf(
  chain: IdentityPlan["chain"],
  { leaf, middle, upper, root }: Record<"leaf" | "middle" | "root", Certified> & { upper: Certified | null },
): Pick<GeneratedIdentity, "file" | "beside"> {
  const uppers = upper === null ? [] : [upper.der];
  switch (chain) {
    case "in one file":
      return { file: [leaf.der, middle.der, ...uppers], beside: [root.der] };
    case "in one file, wrong order":
      return { file: [leaf.der, root.der, ...uppers, middle.der], beside: [] };
    case "in one file, another beside": {
      const other = certify({
        commonName: "Another authority",
        key: makeKey("p-256"),
        extensions: authorityExtensions({ pathLength: null }),
        notBefore: new Date(0),
        notAfter: new Date(4e12),
      });
      return { file: [leaf.der, other.der, middle.der, ...uppers], beside: [root.der] };
    }
    case "missing intermediate":
      return { file: [leaf.der], beside: [root.der] };
    case "missing root":
      return { file: [leaf.der], beside: [middle.der, ...uppers] };
    case "self-signed":
      return { file: [leaf.der], beside: [] };
    case "issued by the root":
      return { file: [leaf.der], beside: [root.der] };
    default:
      return { file: [leaf.der], beside: [middle.der, ...uppers, root.der] };
  }
}

// ---- extensions

const unknownCritical: Extension = { oid: "1.3.6.1.4.1.99999.1", critical: true, value: writeNull() };

const authorityExtensions = ({ pathLength }: { pathLength: number | null }): Extension[] => [
  basicConstraintsExtension(true, pathLength),
  keyUsageExtension(["keyCertSign", "cRLSign"]),
];

function middleExtensions(authority: IdentityPlan["authority"], host: string): Extension[] {
  const [basicConstraints, keyUsage] = authorityExtensions({ pathLength: null }) as [Extension, Extension];
  switch (authority) {
    case "no basicConstraints":
      return [keyUsage];
    case "no keyCertSign":
      return [basicConstraints, keyUsageExtension(["digitalSignature"])];
    case "no keyUsage":
      return [basicConstraints];
    case "for clients alone":
      return [basicConstraints, keyUsage, extendedKeyUsageExtension([Oid.clientAuth])];
    case "for any purpose":
      return [basicConstraints, keyUsage, extendedKeyUsageExtension([Oid.anyExtendedKeyUsage])];
    case "critical extension unknown":
      return [basicConstraints, keyUsage, unknownCritical];
    case "names excluded":
      return [basicConstraints, keyUsage, nameConstraints(1, host.slice(host.indexOf(".") + 1))];
    case "names permitted":
      return [basicConstraints, keyUsage, nameConstraints(0, host.slice(host.indexOf(".") + 1))];
    default:
      return [basicConstraints, keyUsage];
  }
}

/** permittedSubtrees [0] or excludedSubtrees [1] of one DNS name (RFC 5280 §4.2.1.10). */
function nameConstraints(which: 0 | 1, domain: string): Extension {
  const subtree = writeSequence(encode(contextPrimitive(2), Buffer.from(domain, "latin1")));
  return { oid: Oid.nameConstraints, critical: true, value: writeSequence(writeExplicit(which, subtree)) };
}

function leafExtensions(plan: IdentityPlan, host: string): Extension[] {
  const usages = usageKinds[plan.usage];
  const purposes = purposeKinds[plan.purpose];
  const names = alternativeNames(plan.names, host);
  return [
    ...(plan.leaf === "authority" ? [basicConstraintsExtension(true, null)] : [basicConstraintsExtension(false, null)]),
    ...(usages === null ? [] : [keyUsageExtension(usages)]),
    ...(purposes === null ? [] : [extendedKeyUsageExtension(purposes)]),
    ...(names === null ? [] : [names]),
    ...(plan.leaf === "critical extension unknown" ? [unknownCritical] : []),
  ];
}

function alternativeNames(kind: IdentityPlan["names"], host: string): Extension | null {
  const parent = host.slice(host.indexOf(".") + 1);
  const dns = (value: string): GeneralNameInput => ({ kind: "dns", value });
  const written = (names: readonly GeneralNameInput[]) => subjectAltNameExtension(names, false);
  switch (kind) {
    case "common name alone":
      return null;
    case "other host":
      return written([dns(`other.${parent}`)]);
    case "wildcard":
      return written([dns(`*.${parent}`)]);
    case "wildcard too high":
      return written([dns(`*.${parent.slice(parent.indexOf(".") + 1)}`)]);
    case "address":
      return written([{ kind: "ip", value: "192.0.2.7" } as GeneralNameInput]);
    case "mail":
      return written([{ kind: "email", value: `admin@${parent}` }]);
    case "host and address":
      return written([dns(host), { kind: "ip", value: "192.0.2.7" } as GeneralNameInput]);
    case "U-label":
      // As some tools write it: the text itself in a type that has ASCII alone.
      return {
        oid: Oid.subjectAltName,
        critical: false,
        value: writeSequence(encode(contextPrimitive(2), Buffer.from(`인증.${parent}`))),
      };
    default:
      return written([dns(host)]);
  }
}

// ---- certificates

interface Certify {
  /** Null: no name at all. */
  readonly commonName: string | null;
  readonly key: KeyObject;
  readonly issuer?: Certified;
  readonly digest?: "sha256" | "sha384" | "sha1" | "md5";
  readonly extensions: readonly Extension[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly identifiers?: IdentityPlan["identifiers"];
  readonly hasKeyId?: boolean;
  readonly isVersion1?: boolean;
}

function certify(input: Certify): Certified {
  const { commonName, key, issuer, identifiers = "usual", hasKeyId = true } = input;
  const isRespelled = identifiers === "name in another string type" && issuer !== undefined;
  const spki = spkiOf(key);
  const signingKey = issuer?.key ?? key;
  const scheme = schemeOf(signingKey, input.digest ?? "sha256");
  const serial = Uint8Array.of(0x40, ...randomBytes(11));
  const authority = authorityId(identifiers, issuer ?? { commonName, key, serial, der: new Uint8Array() });
  const extensions = [
    ...input.extensions,
    ...(hasKeyId ? [subjectKeyIdentifierExtension(keyIdentifier(spki))] : []),
    ...(authority === null ? [] : [authority]),
  ];
  const isPlain = input.isVersion1 === true || input.extensions.length === 0;
  const tbs = writeSequence(
    ...(isPlain ? [] : [writeExplicit(0, writeInteger(2))]),
    writeUnsigned(serial),
    scheme.algorithm,
    nameOf(issuer === undefined ? commonName : issuer.commonName, isRespelled ? printableString : utf8String),
    writeSequence(writeTime(input.notBefore), writeTime(input.notAfter)),
    nameOf(commonName),
    spki,
    ...(isPlain ? [] : [writeExplicit(3, writeExtensions(extensions))]),
  );
  const der = writeSequence(tbs, scheme.algorithm, writeBitString(scheme.sign(tbs)));
  return { der, commonName, key, serial };
}

function schemeOf(key: KeyObject, digest: string): { algorithm: Uint8Array; sign(tbs: Uint8Array): Uint8Array } {
  const rsa: Readonly<Record<string, string>> = {
    sha1: Oid.sha1WithRsa,
    md5: Oid.md5WithRsa,
    sha256: Oid.sha256WithRsa,
    sha384: Oid.sha384WithRsa,
  };
  const ecdsa: Readonly<Record<string, string>> = { sha1: Oid.ecdsaWithSha1, sha384: Oid.ecdsaWithSha384 };
  const oid =
    key.asymmetricKeyType === "rsa" ? rsa[digest] : key.asymmetricKeyType === "ec" ? ecdsa[digest] : undefined;
  if (oid === undefined) {
    const signer = signerOf(key);
    return { algorithm: signer.algorithm, sign: (tbs) => signer.sign(tbs).value };
  }
  const parameters = key.asymmetricKeyType === "rsa" ? [writeNull()] : [];
  return { algorithm: writeSequence(writeOid(oid), ...parameters), sign: (tbs) => sign(digest, tbs, key) };
}

function authorityId(kind: IdentityPlan["identifiers"], issuer: Certified): Extension | null {
  const keyId = keyIdentifier(spkiOf(issuer.key));
  switch (kind) {
    case "none":
      return null;
    case "other key id":
      return authorityKeyIdentifierExtension(randomBytes(20));
    case "issuer and serial":
    case "other issuer and serial": {
      // authorityCertIssuer names the issuer of the issuing certificate; of a root that is itself.
      const serial = kind === "issuer and serial" ? issuer.serial : Uint8Array.of(1, 2, 3);
      const names = encode(0xa1, encode(0xa4, nameOf(issuer.commonName)));
      return {
        oid: Oid.authorityKeyIdentifier,
        critical: false,
        value: writeSequence(names, encode(contextPrimitive(2), serial)),
      };
    }
    default:
      return authorityKeyIdentifierExtension(keyId);
  }
}

const spkiOf = (key: KeyObject): Uint8Array =>
  Uint8Array.from(createPublicKey(key).export({ format: "der", type: "spki" }));

const utf8String = 0x0c;
const printableString = 0x13;

/** A name of one common name; two string types of one text are one name (RFC 5280 §7.1). */
function nameOf(commonName: string | null, tag = utf8String): Uint8Array {
  if (commonName === null) return writeSequence();
  const value = encode(tag, Buffer.from(commonName));
  return writeSequence(encode(0x31, writeSequence(writeOid(Oid.commonName), value)));
}
