import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { type Certificate, readCertificate } from "../../lib/pki/x509/certificate.ts";
import { type Crl, readCrl } from "../../lib/pki/x509/crl.ts";
import { contextConstructed, Tag } from "../../lib/pki/asn1/der.ts";
import {
  concat,
  encode,
  writeBitString,
  writeExplicit,
  writeInteger,
  writeOid,
  writeSequence,
  writeTime,
  writeUnsigned,
} from "../../lib/pki/asn1/der-write.ts";
import { type Extension, writeExtension, writeExtensions } from "../../lib/pki/x509/extension.ts";
import {
  authorityKeyIdentifierExtension,
  basicConstraintsExtension,
  extendedKeyUsageExtension,
  keyUsageExtension,
  subjectAltNameExtension,
  subjectKeyIdentifierExtension,
} from "../../lib/pki/x509/extension-write.ts";
import type { KeyUsageBit } from "../../lib/pki/x509/extension-values.ts";
import type { GeneralNameInput } from "../../lib/pki/x509/general-name.ts";
import { type Subject, writeName } from "../../lib/pki/x509/name.ts";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { keyIdentifier } from "../../lib/pki/keys/public-key.ts";
import { signerOf } from "../../lib/pki/keys/signer.ts";

/**
 * Certificates and CRLs for tests of paths, good ones and broken ones: what `issue` refuses to write is written here.
 * A root → intermediate → end entity made with defaults is what OpenSSL accepts with -x509_strict.
 */
export interface Made {
  readonly der: Uint8Array;
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
  readonly spki: Uint8Array;
  readonly name: Uint8Array;
}

export interface Plan {
  readonly subject: Subject;
  /** Absent: self-signed. */
  readonly issuer?: Made;
  /** Certify the key (and by default the name) of an existing certificate: renewals and cross-signatures. */
  readonly like?: Made;
  readonly isCa?: boolean;
  readonly pathLength?: number;
  readonly usages?: readonly KeyUsageBit[];
  readonly purposes?: readonly string[];
  readonly names?: readonly GeneralNameInput[];
  /** Added, or put in the place of the default with the same identifier. */
  readonly extensions?: readonly Extension[];
  readonly without?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** The two elements of the validity, in the place of the dates. */
  readonly validity?: readonly Uint8Array[];
  readonly serial?: Uint8Array;
  readonly version?: 1 | 2 | 3;
  /** SubjectPublicKeyInfo to write in the place of the key's own. */
  readonly spki?: Uint8Array;
  /** Sign with another key than the issuer's. */
  readonly signWith?: KeyObject;
  readonly algorithm?: "ec" | "ed25519";
  /** In the place of a new one. */
  readonly key?: KeyObject;
  /**
   * AlgorithmIdentifiers to write in the place of the signer's: inside what is signed (and outside), and outside alone.
   */
  readonly signatureAlgorithm?: Uint8Array;
  readonly outerAlgorithm?: Uint8Array;
  /** ECDSA with SHA-1. */
  readonly isSha1?: boolean;
}

const day = 86_400_000;
/** The clock, in whole seconds: GnuTLS's certtool judges at no other instant. Certificates are valid around it. */
export const instant = new Date(Math.floor(Date.now() / 1000) * 1000);
export const start = new Date(instant.getTime() - 180 * day);
export const end = new Date(instant.getTime() + 1000 * day);

export function newKey(algorithm: "ec" | "ed25519" = "ec"): KeyObject {
  return algorithm === "ec"
    ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
    : generateKeyPairSync("ed25519").privateKey;
}

export function make(plan: Plan): Made {
  const privateKey = plan.key ?? plan.like?.privateKey ?? newKey(plan.algorithm);
  const subjectSigner = signerOf(privateKey);
  const name = plan.like?.name ?? writeName(plan.subject);
  const signer =
    plan.signWith !== undefined
      ? signerOf(plan.signWith)
      : plan.issuer === undefined
        ? subjectSigner
        : signerOf(plan.issuer.privateKey);
  const algorithm =
    plan.signatureAlgorithm ??
    (plan.isSha1 === true ? writeSequence(writeOid(Oid.ecdsaWithSha1)) : signer.sign(new Uint8Array([0])).algorithm);
  const extensions = extensionsOf(plan, subjectSigner.spki);
  const tbs = writeSequence(
    ...(plan.version === 1 ? [] : [writeExplicit(0, writeInteger((plan.version ?? 3) - 1))]),
    plan.serial === undefined
      ? writeUnsigned(Uint8Array.of(0x40, ...randomBytes(11)))
      : encode(Tag.integer, plan.serial),
    algorithm,
    plan.issuer?.name ?? name,
    writeSequence(...(plan.validity ?? [writeTime(plan.notBefore ?? start), writeTime(plan.notAfter ?? end)])),
    name,
    plan.spki ?? subjectSigner.spki,
    ...(extensions.length === 0 ? [] : [writeExplicit(3, writeExtensions(extensions))]),
  );
  const value =
    plan.isSha1 === true ? sign("sha1", tbs, plan.issuer?.privateKey ?? privateKey) : signer.sign(tbs).value;
  const der = writeSequence(tbs, plan.outerAlgorithm ?? algorithm, writeBitString(value));
  return { der, certificate: readCertificate(der), privateKey, spki: subjectSigner.spki, name };
}

function extensionsOf(plan: Plan, spki: Uint8Array): Extension[] {
  const isCa = plan.isCa ?? false;
  const usual: Extension[] = [
    basicConstraintsExtension(isCa, plan.pathLength ?? null),
    keyUsageExtension(plan.usages ?? (isCa ? ["keyCertSign", "cRLSign"] : ["digitalSignature"])),
    subjectKeyIdentifierExtension(keyIdentifier(spki)),
    authorityKeyIdentifierExtension(keyIdentifier(plan.issuer?.spki ?? spki)),
    ...(plan.purposes === undefined ? [] : [extendedKeyUsageExtension(plan.purposes)]),
    ...(plan.names === undefined ? [] : [subjectAltNameExtension(plan.names, false)]),
  ];
  const own = plan.extensions ?? [];
  const isKept = ({ oid }: Extension) => !own.some((each) => each.oid === oid) && !(plan.without ?? []).includes(oid);
  return [...usual.filter(isKept), ...own];
}

export interface CrlPlan {
  readonly issuer: Made;
  readonly revoked?: readonly { readonly serial: Uint8Array; readonly extensions?: readonly Extension[] }[];
  readonly thisUpdate?: Date;
  /** Null: none is written. */
  readonly nextUpdate?: Date | null;
  readonly extensions?: readonly Extension[];
  /** OIDs of usual extensions that are left out. */
  readonly without?: readonly string[];
  readonly signWith?: KeyObject;
  /** Writes a list of revoked certificates also when none is revoked. */
  readonly hasEmptyList?: boolean;
  /** Unused bits that the signature's BIT STRING claims. */
  readonly unusedBits?: number;
}

export function makeCrl(plan: CrlPlan): { der: Uint8Array; crl: Crl } {
  const signer = signerOf(plan.signWith ?? plan.issuer.privateKey);
  const algorithm = signer.sign(new Uint8Array([0])).algorithm;
  const entries = (plan.revoked ?? []).map(({ serial, extensions = [] }) =>
    writeSequence(
      encode(Tag.integer, serial),
      writeTime(start),
      ...(extensions.length === 0 ? [] : [writeSequence(...extensions.map(writeExtension))]),
    ),
  );
  const usual: Extension[] = [
    authorityKeyIdentifierExtension(keyIdentifier(plan.issuer.spki)),
    { oid: Oid.cRLNumber, critical: false, value: writeInteger(1) },
  ];
  const own = plan.extensions ?? [];
  const isKept = ({ oid }: Extension) => !own.some((each) => each.oid === oid) && !(plan.without ?? []).includes(oid);
  const extensions = [...usual.filter(isKept), ...own];
  const tbs = writeSequence(
    writeInteger(1),
    algorithm,
    plan.issuer.name,
    writeTime(plan.thisUpdate ?? start),
    ...(plan.nextUpdate === null ? [] : [writeTime(plan.nextUpdate ?? end)]),
    ...(entries.length === 0 && plan.hasEmptyList !== true ? [] : [encode(Tag.sequence, concat(entries))]),
    encode(contextConstructed(0), writeExtensions(extensions)),
  );
  const unusedBits = plan.unusedBits ?? 0;
  let { value } = signer.sign(tbs);
  // DER wants unused bits to be zero, and an ECDSA signature is another one each time.
  while ((value.at(-1)! & ((1 << unusedBits) - 1)) !== 0) ({ value } = signer.sign(tbs));
  const der = writeSequence(tbs, algorithm, writeBitString(value, unusedBits));
  return { der, crl: readCrl(der) };
}
