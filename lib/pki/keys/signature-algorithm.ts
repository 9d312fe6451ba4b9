import { readElement, readElementAt, Tag, contextConstructed, type Element } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { readTolerantAt } from "../asn1/tolerant.ts";
import { isFailure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";
import type { KeyFamily } from "./public-key.ts";

/** The algorithm and parameters of a signature's AlgorithmIdentifier (RFC 4055, RFC 5758, RFC 8410, RFC 9881). */
export interface SignatureAlgorithm {
  readonly oid: string;
  /** `SHA256 with RSA`, `ECDSA with SHA384`, `RSA-PSS (SHA256, salt 32)`, `Ed25519`; the dotted form when unknown. */
  readonly label: string;
  /** Families of public key that can have made it. */
  readonly families: readonly KeyFamily[];
  /** node:crypto's name of the digest; null when the algorithm has its own. */
  readonly digest: string | null;
  /** Set for RSA-PSS. */
  readonly saltLength: number | null;
  /** False: the algorithm, or the parameters that came with it, cannot be checked here. */
  readonly isSupported: boolean;
}

type Scheme = "rsa" | "ecdsa" | "dsa" | "own";
type Row = readonly [label: string, scheme: Scheme, digest: string | null, families: readonly KeyFamily[]];

const rsa = (digest: string, label: string): Row => [`${label} with RSA`, "rsa", digest, ["rsa"]];
const ecdsa = (digest: string, label: string): Row => [`ECDSA with ${label}`, "ecdsa", digest, ["ec"]];
const dsa = (digest: string, label: string): Row => [`DSA with ${label}`, "dsa", digest, ["dsa"]];
const own = (label: string, family: KeyFamily): Row => [label, "own", null, [family]];

const table: ReadonlyMap<string, Row> = new Map<string, Row>([
  [Oid.sha1WithRsa, rsa("sha1", "SHA1")],
  [Oid.sha1WithRsaIso, rsa("sha1", "SHA1")],
  [Oid.sha224WithRsa, rsa("sha224", "SHA224")],
  [Oid.sha256WithRsa, rsa("sha256", "SHA256")],
  [Oid.sha384WithRsa, rsa("sha384", "SHA384")],
  [Oid.sha512WithRsa, rsa("sha512", "SHA512")],
  [Oid.sha512_224WithRsa, rsa("sha512-224", "SHA512/224")],
  [Oid.sha512_256WithRsa, rsa("sha512-256", "SHA512/256")],
  [Oid.sha3_224WithRsa, rsa("sha3-224", "SHA3-224")],
  [Oid.sha3_256WithRsa, rsa("sha3-256", "SHA3-256")],
  [Oid.sha3_384WithRsa, rsa("sha3-384", "SHA3-384")],
  [Oid.sha3_512WithRsa, rsa("sha3-512", "SHA3-512")],
  [Oid.ecdsaWithSha1, ecdsa("sha1", "SHA1")],
  [Oid.ecdsaWithSha224, ecdsa("sha224", "SHA224")],
  [Oid.ecdsaWithSha256, ecdsa("sha256", "SHA256")],
  [Oid.ecdsaWithSha384, ecdsa("sha384", "SHA384")],
  [Oid.ecdsaWithSha512, ecdsa("sha512", "SHA512")],
  [Oid.ecdsaWithSha3_224, ecdsa("sha3-224", "SHA3-224")],
  [Oid.ecdsaWithSha3_256, ecdsa("sha3-256", "SHA3-256")],
  [Oid.ecdsaWithSha3_384, ecdsa("sha3-384", "SHA3-384")],
  [Oid.ecdsaWithSha3_512, ecdsa("sha3-512", "SHA3-512")],
  [Oid.dsaWithSha1, dsa("sha1", "SHA1")],
  [Oid.dsaWithSha224, dsa("sha224", "SHA224")],
  [Oid.dsaWithSha256, dsa("sha256", "SHA256")],
  [Oid.dsaWithSha384, dsa("sha384", "SHA384")],
  [Oid.dsaWithSha512, dsa("sha512", "SHA512")],
  [Oid.ed25519, own("Ed25519", "ed25519")],
  [Oid.ed448, own("Ed448", "ed448")],
  [Oid.mlDsa44, own("ML-DSA-44", "ml-dsa")],
  [Oid.mlDsa65, own("ML-DSA-65", "ml-dsa")],
  [Oid.mlDsa87, own("ML-DSA-87", "ml-dsa")],
]);

/** Known by name, and known to be broken: never checked. */
const retired: ReadonlyMap<string, string> = new Map([
  [Oid.md2WithRsa, "MD2 with RSA"],
  [Oid.md4WithRsa, "MD4 with RSA"],
  [Oid.md5WithRsa, "MD5 with RSA"],
]);

const digests: ReadonlyMap<string, readonly [name: string, label: string, bytes: number]> = new Map([
  [Oid.sha1, ["sha1", "SHA1", 20]],
  [Oid.sha224, ["sha224", "SHA224", 28]],
  [Oid.sha256, ["sha256", "SHA256", 32]],
  [Oid.sha384, ["sha384", "SHA384", 48]],
  [Oid.sha512, ["sha512", "SHA512", 64]],
  [Oid.sha512_224, ["sha512-224", "SHA512/224", 28]],
  [Oid.sha512_256, ["sha512-256", "SHA512/256", 32]],
]);

const known = new Map<string, SignatureAlgorithm>();

/**
 * Reads the AlgorithmIdentifier of a signature. An unknown or retired algorithm, and parameters that its standard
 * forbids, come back with `isSupported: false`. RSA PKCS#1 takes NULL or nothing (RFC 4055 §5 "MUST accept" both),
 * ECDSA, DSA, EdDSA and ML-DSA take nothing (RFC 5758 §3, RFC 8410 §3, RFC 9881 §2).
 * @throws Failure `der.malformed` when it is no SEQUENCE { OID, ANY OPTIONAL }.
 */
export function readSignatureAlgorithm(algorithmIdentifier: Uint8Array): SignatureAlgorithm {
  const key = Buffer.from(
    algorithmIdentifier.buffer,
    algorithmIdentifier.byteOffset,
    algorithmIdentifier.byteLength,
  ).toString("latin1");
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const read = readUncached(algorithmIdentifier);
  if (known.size < 256 && key.length < 128) known.set(key, read);
  return read;
}

/**
 * The same for showing: a block that is no AlgorithmIdentifier comes back under its identifier as far as there is one,
 * else as "?", and is not supported. Never throws.
 */
export function describeSignatureAlgorithm(algorithmIdentifier: Uint8Array): SignatureAlgorithm {
  try {
    return readSignatureAlgorithm(algorithmIdentifier);
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
  }
  const oid = identifierOf(algorithmIdentifier);
  return { oid, label: oid, families: [], digest: null, saltLength: null, isSupported: false };
}

function identifierOf(block: Uint8Array): string {
  try {
    return readOid(readTolerantAt(block, 0).open().next());
  } catch (error) {
    if (isFailure(error, "der.malformed")) return "?";
    throw error;
  }
}

function readUncached(algorithmIdentifier: Uint8Array): SignatureAlgorithm {
  const cursor = readElement(algorithmIdentifier, Tag.sequence).open();
  const oid = readOid(cursor.next());
  const parameters = cursor.isAtEnd ? null : cursor.next();
  cursor.finish();
  if (oid === Oid.rsaPss) return readPss(oid, parameters);
  const row = table.get(oid);
  if (row === undefined) {
    return { oid, label: retired.get(oid) ?? oid, families: [], digest: null, saltLength: null, isSupported: false };
  }
  const [label, scheme, digest, families] = row;
  const isNull = parameters?.tag === Tag.null && parameters.length === 0;
  const isSupported = parameters === null || (scheme === "rsa" && isNull);
  return { oid, label, families, digest, saltLength: null, isSupported };
}

/** RSASSA-PSS-params (RFC 4055 §3.1): MGF1 over the same digest and trailer field 1; anything else is not supported. */
function readPss(oid: string, parameters: Element | null): SignatureAlgorithm {
  const unsupported: SignatureAlgorithm = {
    oid,
    label: "RSA-PSS",
    families: ["rsa", "rsa-pss"],
    digest: null,
    saltLength: null,
    isSupported: false,
  };
  if (parameters?.tag !== Tag.sequence) return unsupported;
  try {
    const cursor = parameters.open();
    const hash = readDigest(explicitInside(cursor.optional(contextConstructed(0))));
    const mask = explicitInside(cursor.optional(contextConstructed(1)));
    const maskHash = mask === null ? digests.get(Oid.sha1) : readMask(mask);
    const salt = explicitInside(cursor.optional(contextConstructed(2)));
    const trailer = explicitInside(cursor.optional(contextConstructed(3)));
    cursor.finish();
    const saltLength = salt === null ? 20 : readInteger(salt);
    const isWhole = hash !== undefined && maskHash === hash && saltLength >= 0 && saltLength <= 512;
    if (!isWhole || (trailer !== null && readInteger(trailer) !== 1)) return unsupported;
    return {
      ...unsupported,
      label: `RSA-PSS (${hash[1]}, salt ${saltLength})`,
      digest: hash[0],
      saltLength,
      isSupported: true,
    };
  } catch (error) {
    if (isFailure(error, "der.malformed")) return unsupported;
    throw error;
  }
}

/**
 * The restriction that an RSA-PSS key carries in its own AlgorithmIdentifier: the one digest and the least salt that it
 * signs with (RFC 4055 §3.1, §3.3). `spki` is DER. Null for a key without a restriction, and for every other kind.
 * @throws Failure `der.malformed`.
 */
export function pssRestrictionOf(spki: Uint8Array): SignatureAlgorithm | null {
  const algorithm = readElement(spki, Tag.sequence).open().next(Tag.sequence);
  const cursor = algorithm.open();
  if (readOid(cursor.next()) !== Oid.rsaPss || cursor.isAtEnd) return null;
  return readSignatureAlgorithm(algorithm.bytes);
}

function explicitInside(wrapper: Element | undefined): Element | null {
  if (wrapper === undefined) return null;
  const inner = readElementAt(wrapper.source, wrapper.contentStart, wrapper.end);
  return inner.end === wrapper.end ? inner : wrapper.fail("trailing-bytes");
}

/** A digest's AlgorithmIdentifier with NULL or no parameters (RFC 4055 §2.1); SHA-1 is the default. */
function readDigest(element: Element | null): readonly [string, string, number] | undefined {
  if (element === null) return digests.get(Oid.sha1);
  const cursor = element.open(Tag.sequence);
  const oid = readOid(cursor.next());
  if (!cursor.isAtEnd && cursor.next(Tag.null).length !== 0) element.fail("bad-value");
  cursor.finish();
  return digests.get(oid);
}

function readMask(element: Element): readonly [string, string, number] | undefined {
  const cursor = element.open(Tag.sequence);
  if (readOid(cursor.next()) !== Oid.mgf1) return undefined;
  const hash = readDigest(cursor.next(Tag.sequence));
  cursor.finish();
  return hash;
}
