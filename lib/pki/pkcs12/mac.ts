import { createHmac, timingSafeEqual } from "node:crypto";
import { type Element, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { Oid } from "../asn1/oid.ts";
import { type Kdf, type Password, prfs, readKdf } from "../encryption/pbes.ts";
import type { Refused } from "../encryption/pbes-cipher.ts";
import { namedScheme } from "../encryption/scheme-name.ts";
import { derivePkcs12, Pkcs12Purpose } from "../encryption/pbes-kdf.ts";

/** The integrity of a PKCS#12 file: MacData (RFC 7292 §4) and PBMAC1 in its place (RFC 9579). */
export interface Pkcs12Mac {
  /** "HMAC-SHA256 × 100000"; "PBMAC1, HMAC-SHA256, PBKDF2-HMAC-SHA256 × 2048". */
  readonly description: string;
  readonly unsupported: string | null;
  readonly cost: number;
  /** Which spelling of a passphrase it looks at: the same one need not be tried twice. */
  readonly spelling: keyof Password;
  /** Whether `password` made this MAC over `content`. @throws Failure `encryption.too-costly`. */
  accepts(content: Uint8Array, password: Password): Promise<boolean>;
}

const pbmac1Oid = "1.2.840.113549.1.5.14";

const digests: Readonly<Record<string, readonly [node: string, name: string, bytes: number]>> = {
  [Oid.md5]: ["md5", "MD5", 16],
  [Oid.sha1]: ["sha1", "SHA1", 20],
  [Oid.sha224]: ["sha224", "SHA224", 28],
  [Oid.sha256]: ["sha256", "SHA256", 32],
  [Oid.sha384]: ["sha384", "SHA384", 48],
  [Oid.sha512]: ["sha512", "SHA512", 64],
  [Oid.sha512_224]: ["sha512-224", "SHA512/224", 28],
  [Oid.sha512_256]: ["sha512-256", "SHA512/256", 32],
  "2.16.840.1.101.3.4.2.7": ["sha3-224", "SHA3-224", 28],
  "2.16.840.1.101.3.4.2.8": ["sha3-256", "SHA3-256", 32],
  "2.16.840.1.101.3.4.2.9": ["sha3-384", "SHA3-384", 48],
  "2.16.840.1.101.3.4.2.10": ["sha3-512", "SHA3-512", 64],
};

/** @throws Failure `der.malformed`. */
export function readPkcs12Mac(macData: Element): Pkcs12Mac {
  const cursor = macData.open(Tag.sequence);
  const info = cursor.next(Tag.sequence).open();
  const algorithm = info.next(Tag.sequence).open();
  const expected = info.next(Tag.octetString).content;
  info.finish();
  const oid = readOid(algorithm.next());
  if (oid === pbmac1Oid) return readPbmac1(algorithm.next(Tag.sequence), expected);
  const salt = cursor.next(Tag.octetString).content;
  const count = cursor.optional(Tag.integer);
  cursor.finish();
  const iterations = count === undefined ? 1 : readInteger(count);
  if (iterations < 1) count!.fail("bad-value");
  const digest = digests[oid];
  if (digest === undefined)
    return {
      description: `HMAC-${namedScheme(oid)}`,
      unsupported: `HMAC-${namedScheme(oid)}`,
      cost: 0,
      spelling: "bmp",
      accepts: () => Promise.resolve(false),
    };
  const [node, name, length] = digest;
  return {
    description: `HMAC-${name} × ${iterations}`,
    unsupported: null,
    cost: iterations,
    spelling: "bmp",
    accepts: async (content, password) => {
      const key = await derivePkcs12(password.bmp, salt, iterations, length, node, Pkcs12Purpose.mac);
      return isSame(createHmac(node, key).update(content).digest(), expected);
    },
  };
}

/** PBMAC1-params (RFC 8018 §A.5). RFC 9579 §4 wants the key length spelled out. */
function readPbmac1(parameters: Element, expected: Uint8Array): Pkcs12Mac {
  const cursor = parameters.open();
  const kdf: Kdf | Refused = readKdf(cursor.next(Tag.sequence));
  const scheme = cursor.next(Tag.sequence).open();
  cursor.finish();
  const macOid = readOid(scheme.next());
  const prf = prfs[macOid];
  const description = `PBMAC1, ${prf?.[1] ?? namedScheme(macOid)}, ${kdf.name}`;
  if ("refused" in kdf || prf === undefined || kdf.keyLength === null || kdf.keyLength > 1024) {
    return { description, unsupported: description, cost: 0, spelling: "utf8", accepts: () => Promise.resolve(false) };
  }
  const keyLength = kdf.keyLength;
  return {
    description,
    unsupported: null,
    cost: kdf.cost,
    spelling: "utf8",
    accepts: async (content, password) => {
      const key = await kdf.derive(password, keyLength);
      return isSame(createHmac(prf[0], key).update(content).digest(), expected);
    },
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
