import { AsnConvert } from "@peculiar/asn1-schema";
import { RsaSaPssParams } from "@peculiar/asn1-rsa";
import { identifierOf, partsOf, sequence, ecdsaToDer, ecdsaToRaw } from "./der.ts";
import { Trouble } from "./trouble.ts";

/** A signature algorithm as WebCrypto wants it, read from an AlgorithmIdentifier. */
export interface Scheme {
  readonly label: string;
  readonly importing: RsaHashedImportParams | EcKeyImportParams | { readonly name: "Ed25519" };
  readonly signing: AlgorithmIdentifier | RsaPssParams | EcdsaParams;
  /** Bytes of a half of an ECDSA signature; null for every other. */
  readonly half: number | null;
}

const rsa: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.11": "SHA-256",
  "1.2.840.113549.1.1.12": "SHA-384",
  "1.2.840.113549.1.1.13": "SHA-512",
};
const ecdsa: Readonly<Record<string, string>> = {
  "1.2.840.10045.4.3.2": "SHA-256",
  "1.2.840.10045.4.3.3": "SHA-384",
  "1.2.840.10045.4.3.4": "SHA-512",
};
const hashes: Readonly<Record<string, string>> = {
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
};
const curves: Readonly<Record<string, readonly [name: string, half: number]>> = {
  "1.2.840.10045.3.1.7": ["P-256", 32],
  "1.3.132.0.34": ["P-384", 48],
  "1.3.132.0.35": ["P-521", 66],
};

/** `algorithm` and `spki` are DER. @throws Trouble for what no browser signs with */
export function schemeOf(algorithm: Uint8Array<ArrayBuffer>, spki: Uint8Array<ArrayBuffer>): Scheme {
  const oid = identifierOf(algorithm);
  const hash = rsa[oid];
  if (hash !== undefined) {
    const name = "RSASSA-PKCS1-v1_5";
    return { label: `RSA PKCS#1 v1.5, ${hash}`, importing: { name, hash }, signing: { name }, half: null };
  }
  if (oid === "1.2.840.113549.1.1.10") {
    const parameters = AsnConvert.parse(partsOf(algorithm)[1]!.bytes, RsaSaPssParams);
    const digest = hashes[parameters.hashAlgorithm.algorithm];
    if (digest === undefined) throw new Trouble("algorithm", oid);
    const { saltLength } = parameters;
    return {
      label: `RSA-PSS, ${digest}, salt ${saltLength}`,
      importing: { name: "RSA-PSS", hash: digest },
      signing: { name: "RSA-PSS", saltLength },
      half: null,
    };
  }
  const digest = ecdsa[oid];
  if (digest !== undefined) {
    const curve = curves[identifierOf(curveOf(spki))];
    if (curve === undefined) throw new Trouble("algorithm", oid);
    const [namedCurve, half] = curve;
    return {
      label: `ECDSA ${namedCurve}, ${digest}`,
      importing: { name: "ECDSA", namedCurve },
      signing: { name: "ECDSA", hash: digest },
      half,
    };
  }
  if (oid === "1.3.101.112")
    return { label: "Ed25519", importing: { name: "Ed25519" }, signing: { name: "Ed25519" }, half: null };
  throw new Trouble("algorithm", oid);
}

/** The parameters of an EC key, as if they were an AlgorithmIdentifier of their own. */
function curveOf(spki: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return sequence(partsOf(partsOf(spki)[0]!.bytes)[1]!.bytes);
}

const rsaEncryption = Uint8Array.of(
  0x30,
  0x0d,
  0x06,
  0x09,
  0x2a,
  0x86,
  0x48,
  0x86,
  0xf7,
  0x0d,
  0x01,
  0x01,
  0x01,
  0x05,
  0x00,
);

/** A key under the identifier of RSA-PSS is the same key; browsers want that of RSA. `at`: place of the identifier. */
export function plainRsa(key: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const parts = partsOf(key).map(({ bytes }) => bytes);
  const isPss = identifierOf(parts[at]!) === "1.2.840.113549.1.1.10";
  return isPss ? sequence(...parts.map((part, index) => (index === at ? rsaEncryption : part))) : key;
}

/** @throws Trouble where the browser lacks the algorithm */
export async function publicKey(spki: Uint8Array<ArrayBuffer>, { importing }: Scheme): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey("spki", plainRsa(spki, 0), importing, false, ["verify"]);
  } catch {
    throw new Trouble("browser", importing.name);
  }
}

/** Signs as a certificate holds a signature: ECDSA in DER. */
export async function signWith(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  scheme: Scheme,
): Promise<Uint8Array<ArrayBuffer>> {
  const value = new Uint8Array(await crypto.subtle.sign(scheme.signing, key, bytes));
  return scheme.half === null ? value : ecdsaToDer(value);
}

/** `value` as a certificate holds it. */
export async function isSignedBy(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  value: Uint8Array<ArrayBuffer>,
  scheme: Scheme,
): Promise<boolean> {
  const raw = scheme.half === null ? value : ecdsaToRaw(value, scheme.half);
  return crypto.subtle.verify(scheme.signing, key, raw, bytes);
}
