import { normaliseBer } from "../asn1/ber.ts";
import { contextConstructed, type Element, readElement, Tag } from "../asn1/der.ts";
import { readOid } from "../asn1/der-value.ts";
import type { SkippedPart } from "../asn1/element.ts";
import { Failure, isFailure, type PkiErrorCode } from "../failure.ts";
import { type Password, type PasswordEncryption, passwordOf } from "../encryption/pbes.ts";
import { bmpPassword, costLimits } from "../encryption/pbes-kdf.ts";
import type { Pkcs12Mac } from "./mac.ts";
import {
  bag,
  dataOid,
  encryptedDataOid,
  maximumNesting,
  octetsOf,
  readContentInfo,
  readEncryptedData,
  readPfx,
  readPkcs12Outline,
  readSafeBag,
  readShrouded,
  type SafeBag,
  translated,
} from "./parts.ts";
import { readPrivateKeyDer } from "../keys/private-key.ts";
import { namedScheme } from "../encryption/scheme-name.ts";

/**
 * Reading PKCS#12 (RFC 7292): every file that OpenSSL, Java, NSS, Windows, macOS and GnuTLS write under a passphrase.
 */
export interface Pkcs12Content {
  readonly keys: readonly Pkcs12Key[];
  readonly certificates: readonly Pkcs12Certificate[];
  /** Every scheme met, in the order of the file, each once; "none" when all is in clear. */
  readonly encryption: string;
  readonly mac: string | null;
  readonly crls: readonly Uint8Array[];
  /** Keys that have a passphrase of their own, other than the file's (Java allows it). */
  readonly lockedKeys: readonly { readonly friendlyName: string | null; readonly encryption: string }[];
  /** Kinds of bags that were passed over: `secret`, `SDSI certificate`, an OID … */
  readonly skipped: readonly SkippedPart[];
}
export interface Pkcs12Key {
  /** Normalised PKCS#8; as it came when its algorithm is one that we cannot use. */
  readonly pkcs8: Uint8Array;
  readonly friendlyName: string | null;
  readonly localKeyId: Uint8Array | null;
}
export interface Pkcs12Certificate {
  readonly der: Uint8Array;
  readonly friendlyName: string | null;
  readonly localKeyId: Uint8Array | null;
  /** Java's attribute: the key store trusts it as an anchor. */
  readonly isTrusted: boolean;
}

const x509CertificateOid = "1.2.840.113549.1.9.22.1";
const x509CrlOid = "1.2.840.113549.1.9.23.1";
const maximumBags = 2000;
/** Rounds over a whole file: the MAC, the certificates and a key at the most that one of them may ask for. */
const fileLimit = 4 * costLimits.iterations;

/** As `readPkcs12`, of an element already recognised. */
export async function readPkcs12Der(der: Uint8Array, passphrase: string): Promise<Pkcs12Content> {
  try {
    // broken structure is damage whatever the passphrase, and the MAC could not tell the two apart
    readPkcs12Outline(der);
    const { content, mac } = readPfx(der);
    const reader = new SafeReader(spellings(passphrase));
    if (mac !== null) await reader.requireMac(mac, content);
    for (const info of readElement(normaliseBer(content).bytes, Tag.sequence).children())
      await reader.readContentInfo(info);
    return { ...reader.found(), mac: mac?.description ?? null };
  } catch (error) {
    throw translated(error);
  }
}

/**
 * The passphrase as different writers spelled it. The first is the standard's. Then: nothing at all for the empty one
 * (OpenSSL's NULL password); UTF-8 bytes taken for Latin-1 (OpenSSL before 1.1.0); the PKCS#12 spelling under PBES2
 * (NSS).
 */
function spellings(passphrase: string): Password[] {
  const standard = passwordOf(passphrase);
  const all: Password[] = [standard];
  if (passphrase === "") all.push({ utf8: new Uint8Array(), bmp: new Uint8Array() });
  if (/[^\0-\x7f]/.test(passphrase))
    all.push({
      utf8: Buffer.from(passphrase, "latin1"),
      bmp: bmpPassword(Buffer.from(standard.utf8).toString("latin1")),
    });
  all.push({ utf8: standard.bmp, bmp: standard.bmp });
  return all;
}

const skippedNames: Readonly<Record<string, SkippedPart>> = { [bag(5)]: "secret" };

class SafeReader {
  readonly #keys: Pkcs12Key[] = [];
  readonly #certificates: Pkcs12Certificate[] = [];
  readonly #schemes = new Set<string>();
  readonly #crls: Uint8Array[] = [];
  readonly #lockedKeys: { friendlyName: string | null; encryption: string }[] = [];
  readonly #skipped: SkippedPart[] = [];
  #isPassphraseProven = false;
  #passwords: readonly Password[];
  #bags = 0;
  #cost = 0;

  constructor(passwords: readonly Password[]) {
    this.#passwords = passwords;
  }

  /** Every derivation counts, also those for spellings that did not fit. */
  #spend(cost: number): void {
    this.#cost += cost;
    if (this.#cost > fileLimit)
      throw new Failure("encryption.too-costly", { parameter: "iterations", value: this.#cost, limit: fileLimit });
  }

  found(): Omit<Pkcs12Content, "mac"> {
    return {
      keys: this.#keys,
      certificates: this.#certificates,
      crls: this.#crls,
      lockedKeys: this.#lockedKeys,
      encryption: [...this.#schemes].join("; ") || "none",
      skipped: this.#skipped,
    };
  }

  async requireMac(mac: Pkcs12Mac, content: Uint8Array): Promise<void> {
    if (mac.unsupported !== null) throw new Failure("pkcs12.unsupported", { scheme: mac.unsupported });
    const tried = new Set<string>();
    for (const [at, password] of this.#passwords.entries()) {
      const spelled = Buffer.from(password[mac.spelling]).toString("hex");
      if (tried.has(spelled)) continue;
      tried.add(spelled);
      this.#spend(mac.cost);
      if (!(await mac.accepts(content, password))) continue;
      this.#isPassphraseProven = true;
      // the spelling that made the MAC comes first from here on
      this.#passwords = [password, ...this.#passwords.filter((_, other) => other !== at)];
      return;
    }
    throw new Failure("pkcs12.wrong-passphrase", {});
  }

  async readContentInfo(info: Element): Promise<void> {
    const { oid, value } = readContentInfo(info);
    if (oid === dataOid) return this.#readSafeContents(octetsOf(value));
    if (oid !== encryptedDataOid) {
      throw new Failure("pkcs12.unsupported", { scheme: namedScheme(oid) });
    }
    const { scheme, ciphertext } = readEncryptedData(value);
    const clear = await this.#decrypt(scheme, ciphertext, (bytes) => bytes[0] === Tag.sequence);
    return this.#readSafeContents(clear);
  }

  async #readSafeContents(bytes: Uint8Array): Promise<void> {
    await this.#readBags(readElement(normaliseBer(bytes).bytes, Tag.sequence), 0);
  }

  async #readBags(contents: Element, depth: number): Promise<void> {
    if (depth > maximumNesting) contents.fail("too-deep");
    for (const element of contents.children()) {
      if (++this.#bags > maximumBags)
        throw new Failure("container.too-many-entries", { container: "pkcs12", limit: maximumBags });
      const read = readSafeBag(element);
      if (read.oid === bag(6)) await this.#readBags(read.value.expect(Tag.sequence), depth + 1);
      else await this.#readBag(read);
    }
  }

  async #readBag(read: SafeBag): Promise<void> {
    const { oid, value, friendlyName, localKeyId, isTrusted } = read;
    if (oid === bag(1)) {
      this.#keys.push({ pkcs8: normalisedKey(value.bytes), friendlyName, localKeyId });
    } else if (oid === bag(2)) {
      await this.#readShroudedKey(read);
    } else if (oid === bag(3)) {
      const der = valueOfType(value, x509CertificateOid);
      if (der === null) this.#skipped.push("sdsi-certificate");
      else this.#certificates.push({ der, friendlyName, localKeyId, isTrusted });
    } else if (oid === bag(4)) {
      const der = valueOfType(value, x509CrlOid);
      if (der === null) this.#skipped.push("crl");
      else this.#crls.push(der);
    } else {
      this.#skipped.push(skippedNames[oid] ?? (oid as SkippedPart));
    }
  }

  /**
   * A key that the file's own passphrase does not open is told apart, once the MAC has shown that the passphrase is
   * right.
   */
  async #readShroudedKey({ value, friendlyName, localKeyId }: SafeBag): Promise<void> {
    const { scheme, ciphertext } = readShrouded(value);
    try {
      const clear = await this.#decrypt(scheme, ciphertext, (bytes) => bytes[0] === Tag.sequence);
      this.#keys.push({ pkcs8: normalisedKey(clear), friendlyName, localKeyId });
    } catch (error) {
      if (!this.#isPassphraseProven || !isFailure(error, "pkcs12.wrong-passphrase")) throw error;
      this.#lockedKeys.push({ friendlyName, encryption: scheme.description });
    }
  }

  /** Tries the spellings; the first whose clear text has the right first byte wins. */
  async #decrypt(
    scheme: PasswordEncryption,
    ciphertext: Uint8Array,
    isPlausible: (clear: Uint8Array) => boolean,
  ): Promise<Uint8Array> {
    this.#schemes.add(scheme.description);
    for (const password of this.#passwords) {
      this.#spend(scheme.cost);
      const clear = await scheme.decrypt(ciphertext, password);
      if (clear !== null && isPlausible(clear)) return clear;
    }
    throw new Failure("pkcs12.wrong-passphrase", {});
  }
}

/** CertBag and CRLBag: SEQUENCE { type, [0] OCTET STRING }; null when it is of another type. */
function valueOfType(value: Element, type: string): Uint8Array | null {
  const cursor = value.open(Tag.sequence);
  if (readOid(cursor.next()) !== type) return null;
  return Uint8Array.from(cursor.next(contextConstructed(0)).open().next(Tag.octetString).content);
}

/** What becomes of a key that is whole and of no use here: it is handed on as it is. */
const unreadKeys: ReadonlySet<PkiErrorCode> = new Set([
  "key.unsupported",
  "key.without-curve",
  "key.too-large",
  "key.not-found",
]);

function normalisedKey(pkcs8: Uint8Array): Uint8Array {
  try {
    return readPrivateKeyDer(pkcs8).pkcs8;
  } catch (error) {
    if (isFailure(error) && unreadKeys.has(error.code)) return Uint8Array.from(pkcs8);
    throw error;
  }
}
