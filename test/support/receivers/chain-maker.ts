import { constants, createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { contextConstructed, contextPrimitive, readElement, Tag } from "../../../lib/pki/asn1/der.ts";
import {
  encode,
  writeBitString,
  writeExplicit,
  writeInteger,
  writeNull,
  writeOid,
  writeSequence,
  writeTime,
} from "../../../lib/pki/asn1/der-write.ts";
import { Oid } from "../../../lib/pki/asn1/oid.ts";
import { type Certificate, readCertificate } from "../../../lib/pki/x509/certificate.ts";
import { type Crl, readCrl } from "../../../lib/pki/x509/crl.ts";
import { type Extension, writeExtension, writeExtensions } from "../../../lib/pki/x509/extension.ts";
import {
  basicConstraintsExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
  subjectAltNameExtension,
  subjectKeyIdentifierExtension,
} from "../../../lib/pki/x509/extension-write.ts";
import type { KeyUsageBit } from "../../../lib/pki/x509/extension-values.ts";
import type { GeneralNameInput } from "../../../lib/pki/x509/general-name.ts";

/** Certificates in which everything can be odd, for asking programs by other people what they take. */

const ec = (namedCurve: string) => () => generateKeyPairSync("ec", { namedCurve }).privateKey;
const rsa =
  (modulusLength: number, publicExponent = 0x10001) =>
  () =>
    generateKeyPairSync("rsa", { modulusLength, publicExponent }).privateKey;

const generators = {
  "p-256": ec("P-256"),
  "p-384": ec("P-384"),
  "p-521": ec("P-521"),
  "p-224": ec("secp224r1"),
  "p-192": ec("prime192v1"),
  secp256k1: ec("secp256k1"),
  brainpoolP256r1: ec("brainpoolP256r1"),
  brainpoolP384r1: ec("brainpoolP384r1"),
  "rsa-2048": rsa(2048),
  "rsa-2047": rsa(2047),
  "rsa-3072": rsa(3072),
  "rsa-1536": rsa(1536),
  "rsa-1024": rsa(1024),
  "rsa-1008": rsa(1008),
  "rsa-512": rsa(512),
  "rsa-2048-e3": rsa(2048, 3),
  "rsa-pss": () => generateKeyPairSync("rsa-pss", { modulusLength: 2048, publicExponent: 0x10001 }).privateKey,
  "rsa-pss-sha256": () =>
    generateKeyPairSync("rsa-pss", {
      modulusLength: 2048,
      publicExponent: 0x10001,
      hashAlgorithm: "sha256",
      mgf1HashAlgorithm: "sha256",
      // A number, whatever the types of node say.
      saltLength: 32 as unknown as string,
    }).privateKey,
  ed25519: () => generateKeyPairSync("ed25519").privateKey,
  ed448: () => generateKeyPairSync("ed448").privateKey,
  dsa: () => generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 256 }).privateKey,
} satisfies Readonly<Record<string, () => KeyObject>>;

export type KeyKind = keyof typeof generators;

const keys = new Map<string, KeyObject>();

/** One key a kind and place: two places never share a key by accident. */
export function keyFor(kind: KeyKind, place: string): KeyObject {
  const name = `${kind} ${place}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const made = generators[kind]();
  keys.set(name, made);
  return made;
}

/** SubjectPublicKeyInfo of a key, as node writes it. */
export const spkiOf = (key: KeyObject): Uint8Array =>
  Uint8Array.from(createPublicKey(key).export({ format: "der", type: "spki" }));

/** SHA-1 of the key's bits (RFC 5280 §4.2.1.2 method 1). */
export function keyIdOf(key: KeyObject): Uint8Array {
  const bits = readElement(spkiOf(key), Tag.sequence).children()[1]!.content.subarray(1);
  return createHash("sha1").update(bits).digest();
}

export type StringKind = "utf8" | "printable" | "ia5" | "teletex" | "bmp" | "universal" | "numeric";
export type Attribute = readonly [type: string, text: string, string?: StringKind];

const tags: Readonly<Record<StringKind, number>> = {
  utf8: Tag.utf8String,
  printable: Tag.printableString,
  ia5: Tag.ia5String,
  teletex: Tag.teletexString,
  bmp: Tag.bmpString,
  universal: Tag.universalString,
  numeric: Tag.numericString,
};

/** One RDN an attribute, UTF8String where nothing is said. */
export function writeNameOf(attributes: readonly Attribute[]): Uint8Array {
  return writeSequence(
    ...attributes.map(([type, text, string = "utf8"]) =>
      encode(Tag.set, writeSequence(writeOid(type), encode(tags[string], bytesOf(text, string)))),
    ),
  );
}

function bytesOf(text: string, string: StringKind): Uint8Array {
  if (string === "bmp") return Uint8Array.from(Buffer.from(text, "utf16le").swap16());
  if (string === "universal")
    return Uint8Array.from([...text].flatMap((each) => [0, 0, each.codePointAt(0)! >> 8, each.codePointAt(0)! & 0xff]));
  return Uint8Array.from(Buffer.from(text, string === "teletex" ? "latin1" : "utf8"));
}

export type Digest = "sha1" | "md5" | "sha224" | "sha256" | "sha384" | "sha512" | "sha3-256";

export interface AuthorityId {
  readonly keyId?: Uint8Array | null;
  /** Names the issuer's own issuer and its serial number. */
  readonly issuer?: Uint8Array;
  readonly serial?: Uint8Array;
}

/** A certificate as it is to be written. What is absent is usual for its place. */
export interface Level {
  subject: readonly Attribute[];
  key: KeyObject;
  isCa: boolean;
  /** How the issuer is spelled here; default: as the issuer spells itself. */
  issuerName?: Uint8Array;
  version?: 1 | 2 | 3;
  serial?: Uint8Array;
  digest?: Digest;
  pss?: { readonly digest: Digest; readonly salt: number };
  notBefore?: Date | Uint8Array;
  notAfter?: Date | Uint8Array;
  pathLength?: number | null;
  /** Null: no such extension. */
  usages?: readonly KeyUsageBit[] | null;
  purposes?: readonly string[];
  isPurposeCritical?: boolean;
  names?: readonly GeneralNameInput[];
  isSubjectKeyIdAbsent?: boolean;
  authorityId?: AuthorityId | null;
  /** Added, or in the place of the usual one with the same identifier. */
  extensions?: readonly Extension[];
  without?: readonly string[];
  isBroken?: boolean;
  /** AlgorithmIdentifier in the place of the usual one. */
  algorithm?: Uint8Array;
  outerAlgorithm?: Uint8Array;
  /** SubjectPublicKeyInfo as it stands here; default: that of the key. */
  spki?: Uint8Array;
  /** Added behind, even when one with the identifier stands there. */
  repeated?: readonly Extension[];
}

export interface Written {
  readonly level: Level;
  readonly der: Uint8Array;
  readonly certificate: Certificate;
  readonly name: Uint8Array;
  readonly key: KeyObject;
  readonly serial: Uint8Array;
  readonly issuerName: Uint8Array;
}

const day = 86_400_000;
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
export const daysFromNow = (days: number): Date => new Date(now.getTime() + days * day);

let lastSerial = 0x4000;

export function write(level: Level, issuer: Written | null, signer?: KeyObject): Written {
  const name = writeNameOf(level.subject);
  const issuerName = level.issuerName ?? issuer?.name ?? name;
  const signKey = signer ?? issuer?.key ?? level.key;
  const serial = level.serial ?? Uint8Array.of(0x40, (lastSerial += 1) >> 8, lastSerial & 0xff);
  const { algorithm: usualAlgorithm, signWith } = schemeOf(signKey, level);
  const algorithm = level.algorithm ?? usualAlgorithm;
  const extensions = extensionsOf(level, issuer, signKey);
  const version = level.version ?? 3;
  const tbs = writeSequence(
    ...(version === 1 ? [] : [writeExplicit(0, writeInteger(version - 1))]),
    encode(Tag.integer, serial),
    algorithm,
    issuerName,
    writeSequence(
      timeOf(level.notBefore ?? daysFromNow(-90)),
      timeOf(level.notAfter ?? daysFromNow(level.isCa ? 3000 : 180)),
    ),
    name,
    level.spki ?? spkiOf(level.key),
    ...(extensions.length === 0 || version < 3 ? [] : [writeExplicit(3, writeExtensions(extensions))]),
  );
  const signature = signWith(tbs);
  if (level.isBroken === true) signature[signature.length - 5]! ^= 1;
  const der = writeSequence(tbs, level.outerAlgorithm ?? algorithm, writeBitString(signature));
  return { level, der, certificate: readCertificate(der), name, key: level.key, serial, issuerName };
}

const timeOf = (time: Date | Uint8Array): Uint8Array => (time instanceof Date ? writeTime(time) : time);

function extensionsOf(level: Level, issuer: Written | null, signKey: KeyObject): Extension[] {
  const usages =
    level.usages === undefined
      ? level.isCa
        ? (["keyCertSign", "cRLSign"] as const)
        : (["digitalSignature"] as const)
      : level.usages;
  const authority = level.authorityId === undefined ? { keyId: keyIdOf(signKey) } : level.authorityId;
  const usual: Extension[] = [
    basicConstraintsExtension(level.isCa, level.pathLength ?? null),
    ...(usages === null ? [] : [usages.length === 0 ? emptyUsage : keyUsageExtension(usages)]),
    ...(level.isSubjectKeyIdAbsent === true ? [] : [subjectKeyIdentifierExtension(keyIdOf(level.key))]),
    ...(authority === null ? [] : [authorityIdExtension(authority)]),
    ...(level.purposes === undefined
      ? []
      : [{ ...extendedKeyUsageExtension(level.purposes), critical: level.isPurposeCritical ?? false }]),
    ...(level.names === undefined ? [] : [subjectAltNameExtension(level.names, level.subject.length === 0)]),
  ];
  const own = level.extensions ?? [];
  const isKept = ({ oid }: Extension) => !own.some((each) => each.oid === oid) && !(level.without ?? []).includes(oid);
  return [...usual.filter(isKept), ...own, ...(level.repeated ?? [])];
}

const emptyUsage: Extension = { oid: Oid.keyUsage, critical: true, value: writeBitString(new Uint8Array()) };

export function authorityIdExtension({ keyId, issuer, serial }: AuthorityId): Extension {
  return {
    oid: Oid.authorityKeyIdentifier,
    critical: false,
    value: writeSequence(
      ...(keyId === null || keyId === undefined ? [] : [encode(contextPrimitive(0), keyId)]),
      ...(issuer === undefined ? [] : [encode(contextConstructed(1), encode(contextConstructed(4), issuer))]),
      ...(serial === undefined ? [] : [encode(contextPrimitive(2), serial)]),
    ),
  };
}

const rsaOids: Readonly<Record<Digest, string>> = {
  md5: Oid.md5WithRsa,
  sha1: Oid.sha1WithRsa,
  sha224: Oid.sha224WithRsa,
  sha256: Oid.sha256WithRsa,
  sha384: Oid.sha384WithRsa,
  sha512: Oid.sha512WithRsa,
  "sha3-256": Oid.sha3_256WithRsa,
};
const ecdsaOids: Readonly<Record<Digest, string | null>> = {
  md5: null,
  sha1: Oid.ecdsaWithSha1,
  sha224: Oid.ecdsaWithSha224,
  sha256: Oid.ecdsaWithSha256,
  sha384: Oid.ecdsaWithSha384,
  sha512: Oid.ecdsaWithSha512,
  "sha3-256": Oid.ecdsaWithSha3_256,
};
const digestOids: Readonly<Partial<Record<Digest, string>>> = {
  sha1: Oid.sha1,
  sha224: Oid.sha224,
  sha256: Oid.sha256,
  sha384: Oid.sha384,
  sha512: Oid.sha512,
};

type Scheme = { readonly algorithm: Uint8Array; readonly signWith: (bytes: Uint8Array) => Uint8Array };

/** An EC key cannot sign with MD5: SHA-256 stands in. */
function schemeOf(key: KeyObject, level: Level): Scheme {
  const digest = level.digest ?? "sha256";
  const plain = (oid: string, hash: string | null): Scheme => ({
    algorithm: writeSequence(writeOid(oid)),
    signWith: (bytes) => Uint8Array.from(sign(hash, bytes, key)),
  });
  switch (key.asymmetricKeyType) {
    case "rsa":
      if (level.pss !== undefined) return pssScheme(key, level.pss);
      return {
        algorithm: writeSequence(writeOid(rsaOids[digest]), writeNull()),
        signWith: (bytes) => Uint8Array.from(sign(digest, bytes, key)),
      };
    case "rsa-pss":
      return pssScheme(key, level.pss ?? { digest: "sha256", salt: 32 });
    case "ec": {
      const oid = ecdsaOids[digest];
      return oid === null ? plain(Oid.ecdsaWithSha256, "sha256") : plain(oid, digest);
    }
    case "dsa":
      return plain(Oid.dsaWithSha256, "sha256");
    case "ed25519":
      return plain(Oid.ed25519, null);
    case "ed448":
      return plain(Oid.ed448, null);
    default:
      throw new Error(`no scheme for ${key.asymmetricKeyType}`);
  }
}

function pssScheme(key: KeyObject, { digest, salt }: { digest: Digest; salt: number }): Scheme {
  const hash = writeSequence(writeOid(digestOids[digest]!), writeNull());
  const parameters = writeSequence(
    writeExplicit(0, hash),
    writeExplicit(1, writeSequence(writeOid(Oid.mgf1), hash)),
    writeExplicit(2, writeInteger(salt)),
  );
  return {
    algorithm: writeSequence(writeOid(Oid.rsaPss), parameters),
    signWith: (bytes) =>
      Uint8Array.from(sign(digest, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt })),
  };
}

export interface ListPlan {
  readonly revoked?: readonly Uint8Array[];
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
  readonly number?: number;
  readonly isBroken?: boolean;
  readonly digest?: Digest;
}

export function writeList(issuer: Written, plan: ListPlan = {}): { der: Uint8Array; crl: Crl } {
  const { algorithm, signWith } = schemeOf(issuer.key, { ...issuer.level, digest: plan.digest ?? "sha256" });
  const entries = (plan.revoked ?? []).map((serial) =>
    writeSequence(encode(Tag.integer, serial), writeTime(daysFromNow(-2))),
  );
  const extensions = [
    authorityIdExtension({ keyId: keyIdOf(issuer.key) }),
    { oid: Oid.cRLNumber, critical: false, value: writeInteger(plan.number ?? 1) },
  ];
  const tbs = writeSequence(
    writeInteger(1),
    algorithm,
    issuer.name,
    writeTime(plan.thisUpdate ?? daysFromNow(-1)),
    writeTime(plan.nextUpdate ?? daysFromNow(6)),
    ...(entries.length === 0 ? [] : [writeSequence(...entries)]),
    encode(contextConstructed(0), writeSequence(...extensions.map(writeExtension))),
  );
  const signature = signWith(tbs);
  if (plan.isBroken === true) signature[signature.length - 5]! ^= 1;
  const der = writeSequence(tbs, algorithm, writeBitString(signature));
  return { der, crl: readCrl(der) };
}
